"""What is answered and logged, and the exception that ends a request early."""

import json
import time
from decimal import Decimal

REQUIRED = "is required"
MESSAGES = {
    "action-successful": (200, "The request was successful."),
    "invalid-param": (400, "A param is invalid: `errors` says which, and why."),
    "missing-param": (400, "A required param is missing: `errors` says which."),
    "invalid-token": (401, "The token is not valid: log in again, or check the application's token."),
    "session-expired": (401, "The session has expired: log in again."),
    "permission-denied": (403, "Your role in this application may not do this."),
    "route-not-found": (404, "This route is not deployed at the moment."),
}


class Refused(Exception):
    """The request ends here, with this status."""

    def __init__(self, status, errors=()):
        super().__init__(status)
        self.status, self.errors = status, errors


def dump(value):
    """JSON as it is answered."""
    return json.dumps(value, default=number, ensure_ascii=False, separators=(",", ":"))


def number(value):
    """A decimal as a number of JSON."""
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(type(value).__name__)


def body_of(status, request_id, data=None, errors=()):
    """The answer's body."""
    code, message = MESSAGES[status]
    body = {"status": status, "code": int(code), "message": message, "request_id": request_id}
    if data is not None:
        body["data"] = data
    if errors:
        own = status if status in ("invalid-token", "session-expired") else "invalid-param"
        body["errors"] = [
            {"param": param, "status": "missing-param" if message == REQUIRED else own, "message": message}
            for param, message in errors
        ]
    return body


def log(status, request_id, started):
    """One line: the request's log and its metric, in CloudWatch's embedded format."""
    metrics = [{"Name": "requests", "Unit": "Count"}]
    directive = {"Namespace": "Plano", "Dimensions": [["service", "route", "status"]], "Metrics": metrics}
    line = {
        "level": "INFO",
        "message": "request",
        "service": "plano",
        "route": "line_items.create",
        "status": status,
        "code": MESSAGES[status][0],
        "request_id": request_id,
        "duration_ms": round((time.perf_counter() - started) * 1000, 1),
        "requests": 1,
        "_aws": {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [directive]},
    }
    print(json.dumps(line), flush=True)
