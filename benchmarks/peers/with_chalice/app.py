"""Chalice, as its documentation writes applications."""

import time

from answers import MESSAGES, Refused, body_of, dump, log
from by_hand_checks import check
from chalice import Chalice, Response
from line_item import create

app = Chalice(app_name="line-items")


@app.route("/api/v1/line_items/create", methods=["POST"])
def create_line_item():
    """Add a line item."""
    started = time.perf_counter()
    request_id = app.current_request.context["requestId"]
    status, data, errors = "action-successful", None, ()
    try:
        data = create(check(app.current_request.json_body))
    except Refused as refused:
        status, errors = refused.status, refused.errors
    log(status, request_id, started)
    return Response(
        body=dump(body_of(status, request_id, data, errors)),
        status_code=int(MESSAGES[status][0]),
        headers={"Content-Type": "application/json", "cache-control": "no-store", "x-request-id": request_id},
    )
