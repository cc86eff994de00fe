"""The request in an event: REST API (payload 1.0) and HTTP API (payload 2.0) alike."""

import base64
from collections.abc import Mapping
from typing import Any, NamedTuple


class Request(NamedTuple):
    """What arrived. Header names are in lower case, the path is below the stage's, the body is raw bytes."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    request_id: str
    source_ip: str

    @classmethod
    def from_event(cls, event: Mapping[str, Any]) -> "Request":
        """Read an event of API Gateway.

        Raises:
            KeyError, TypeError, ValueError: it is none.
        """
        context = event["requestContext"]
        headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
        body = event.get("body") or ""
        raw = base64.b64decode(body) if event.get("isBase64Encoded") else body.encode("utf-8", "surrogatepass")
        if event.get("version") == "2.0":
            http = context["http"]
            stage = context.get("stage", "$default")
            path = event["rawPath"].removeprefix(f"/{stage}") if stage != "$default" else event["rawPath"]
            return cls(http["method"], path, headers, raw, context["requestId"], http["sourceIp"])
        source_ip = context.get("identity", {}).get("sourceIp", "")
        return cls(event["httpMethod"], event["path"], headers, raw, context["requestId"], source_ip)

    @property
    def media_type(self) -> str:
        """The content type without its parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def bearer_token(self) -> str | None:
        """The token in the Authorization header, if there is one."""
        scheme, _, token = self.headers.get("authorization", "").partition(" ")
        return token.strip() if scheme.lower() == "bearer" and token.strip() else None
