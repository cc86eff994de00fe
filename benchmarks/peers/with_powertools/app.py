"""Powertools' resolver for REST APIs, as its documentation writes handlers."""

import json
import time
from decimal import Decimal

from answers import MESSAGES, Refused, body_of, dump, log
from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from by_hand_checks import check
from line_item import create

app = APIGatewayRestResolver()


@app.exception_handler(Refused)
def refuse(refused: Refused):
    """The answer to a request that ended early."""
    return answer(refused.status, None, refused.errors)


@app.post("/api/v1/line_items/create")
def create_line_item():
    """Add a line item."""
    app.append_context(started=time.perf_counter())
    return answer(
        "action-successful", create(check(json.loads(app.current_event.decoded_body, parse_float=Decimal))), ()
    )


def answer(status, data, errors):
    """The answer, and its line in the log."""
    request_id = app.current_event.request_context.request_id
    log(status, request_id, app.context["started"])
    return Response(
        status_code=int(MESSAGES[status][0]),
        content_type="application/json",
        body=dump(body_of(status, request_id, data, errors)),
        headers={"cache-control": "no-store", "x-request-id": request_id},
    )


def handler(event, context):
    """Answer an event of API Gateway."""
    return app.resolve(event, context)
