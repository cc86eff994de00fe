"""Browsers: what a page on another origin may ask and read, and the answer to its preflight.

Tokens travel in the body or in `Authorization`, never in cookies. So every origin is allowed, and never credentials.
"""

from collections.abc import Mapping
from typing import Any

from plano.pipeline.request import Request

READABLE = ("x-request-id", "retry-after", "idempotent-replayed", "preference-applied")
"""The headers of an answer that scripts may read."""
SENDABLE = ("authorization", "content-type", "idempotency-key", "prefer")
"""The headers of a request that scripts may send."""
FOR_EVERY_ORIGIN = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": ", ".join(READABLE),
}
"""What every answer tells a browser."""

_REMEMBERED_SECONDS = 7200
"""How long a browser may go by the answer: Chromium's own limit."""


def preflight_method(request: Request) -> str | None:
    """The method that a browser asks about before it sends a request to another origin; None if it asks nothing."""
    return request.headers.get("access-control-request-method") if request.method == "OPTIONS" else None


def answer_preflight(request: Request, method: str) -> dict[str, Any]:
    """The permission to send the method to this path, which has to be a route's: unless other headers are asked for."""
    return {
        "statusCode": 204,
        "headers": {
            "cache-control": "no-store",
            "x-request-id": request.request_id,
            **FOR_EVERY_ORIGIN,
            **(_permission(method) if _asked_headers(request) <= set(SENDABLE) else {}),
        },
        "body": "",
        "isBase64Encoded": False,
    }


def _asked_headers(request: Request) -> set[str]:
    asked = request.headers.get("access-control-request-headers", "").lower().split(",")
    return {name.strip() for name in asked} - {""}


def _permission(method: str) -> Mapping[str, str]:
    return {
        "access-control-allow-methods": method,
        "access-control-allow-headers": ", ".join(SENDABLE),
        "access-control-max-age": str(_REMEMBERED_SECONDS),
    }
