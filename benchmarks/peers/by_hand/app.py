"""boto3 by hand: json, checks, one batch, one transaction."""

import base64
import json
import time
from decimal import Decimal

from answers import MESSAGES, Refused, body_of, dump, log
from by_hand_checks import check
from line_item import create

HEADERS = {"content-type": "application/json; charset=utf-8", "cache-control": "no-store"}


def handler(event, context):
    """Answer an event of API Gateway."""
    started = time.perf_counter()
    request_id = event["requestContext"]["requestId"]
    status, data, errors = "action-successful", None, ()
    try:
        raw = base64.b64decode(event["body"]) if event["isBase64Encoded"] else event["body"]
        data = create(check(json.loads(raw, parse_float=Decimal)))
    except Refused as refused:
        status, errors = refused.status, refused.errors
    log(status, request_id, started)
    return {
        "statusCode": int(MESSAGES[status][0]),
        "headers": {**HEADERS, "x-request-id": request_id},
        "body": dump(body_of(status, request_id, data, errors)),
        "isBase64Encoded": False,
    }
