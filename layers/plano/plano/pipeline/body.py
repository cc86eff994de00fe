"""Decoding: from the body's bytes to a JSON object of params, which are not checked yet."""

import base64
import binascii
from typing import Any, NamedTuple

from plano.declarations.route import Route
from plano.errors import StatusError
from plano.params.json_text import NotJson, parse
from plano.pipeline.request import Request
from plano.statuses import INVALID_CONTENT_TYPE, INVALID_ENCODED_PARAMS, NO_PARAMS_DECODED, PAYLOAD_TOO_LARGE

_WHITESPACE = b" \t\r\n\v\f"
_URL_SAFE = bytes.maketrans(b"-_", b"+/")


class Body(NamedTuple):
    """The params as they came, and the names that came twice."""

    values: dict[str, Any]
    duplicates: tuple[str, ...]


def decode(request: Request, route: Route[Any]) -> Body:
    """The request's params.

    Raises:
        StatusError: invalid-content-type, payload-too-large, invalid-encoded-params or no-params-decoded.
    """
    if request.media_type != route.content_type:
        message = f"This route reads {route.content_type}: send it as the content-type."
        raise StatusError(INVALID_CONTENT_TYPE, message=message)
    if not route.takes_body_of(len(request.body)):
        message = f"The body has {len(request.body):,} bytes: this route takes at most {route.body_limit:,} bytes."
        raise StatusError(PAYLOAD_TOO_LARGE, message=message)
    raw = request.body.strip()
    if not raw:
        raise StatusError(NO_PARAMS_DECODED)
    try:
        parsed = parse(_from_base64(raw) if route.sensitive else raw)
    except NotJson:
        expected = "the base64 of one JSON object" if route.sensitive else "one JSON object"
        message = f"The body can't be read: it has to be {expected}, in UTF-8."
        raise StatusError(INVALID_ENCODED_PARAMS, message=message) from None
    if not isinstance(parsed.value, dict) or not parsed.value:
        raise StatusError(NO_PARAMS_DECODED)
    values = parsed.value
    if route.takes_token and values.get("token") is None and request.bearer_token:
        values["token"] = request.bearer_token
    return Body(values, parsed.duplicates)


def _from_base64(raw: bytes) -> bytes:
    """Standard or URL-safe, padded or not, in one line or many, as FileMaker writes it."""
    text = raw.translate(_URL_SAFE, _WHITESPACE).rstrip(b"=")
    try:
        return base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error as error:
        raise NotJson("not base64") from error
