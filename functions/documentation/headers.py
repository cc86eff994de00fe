"""What every answer of the portal says of itself: what it may load, how long it may be kept, and its ETag."""

import hashlib

from starlette.datastructures import Headers as Received
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from plano.pipeline.origins import FOR_EVERY_ORIGIN

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_OF_EVERY_ANSWER = {
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "strict-transport-security": "max-age=31536000",
}


class Headers:
    """Adds them; answers 304 where the reader has what would be sent. Answers are small, and sent in one piece."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        started: Message = {}
        body = bytearray()

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.start":
                started.update(message)
                return
            body.extend(message.get("body", b""))
            if not message.get("more_body", False):
                await _finish(scope, started, bytes(body), send)

        await self._app(scope, receive, collect)


async def _finish(scope: Scope, started: Message, body: bytes, send: Send) -> None:
    headers = MutableHeaders(raw=list(started["headers"]))
    headers.update(_OF_EVERY_ANSWER)
    headers.setdefault("cache-control", "no-cache")
    headers.add_vary_header("Accept")  # without one, it is not zipped
    if headers["cache-control"] != "no-store":  # the demo users' tokens are for the portal's own pages
        headers.update(FOR_EVERY_ORIGIN)
    if started["status"] == 200:
        tag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers["etag"] = tag
        if tag in Received(scope=scope).get("if-none-match", ""):
            del headers["content-length"]
            started, body = {**started, "status": 304}, b""
    await send({**started, "headers": headers.raw})
    await send({"type": "http.response.body", "body": body})
