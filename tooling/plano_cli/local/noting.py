"""The local AWS notes what its functions ask of the tables: a line for each kind of access, however often it comes."""

import json
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from ministack.services import sts

from plano_cli.local.accesses import Access, accesses

_DYNAMODB = "DynamoDB_20120810"
_ACCESS_KEY = re.compile(r"Credential=([^/]+)/")
_ASSUMED = ":assumed-role/"

Asgi = Callable[[Any, Any, Callable[[Any], Awaitable[None]]], Awaitable[None]]


def noting(path: Path, served: Asgi) -> Asgi:
    """The same as before, which also writes to this file what functions ask of the tables."""
    log = _Log(path)

    async def with_noting(scope: Any, receive: Callable[[], Awaitable[Any]], send: Any) -> None:
        function, operation = _asked_by_function(scope)
        if not function:
            return await served(scope, receive, send)
        body = bytearray()

        async def receive_noting() -> Any:
            message = await receive()
            if message["type"] == "http.request":
                body.extend(message.get("body", b""))
                if not message.get("more_body", False):
                    log.note(function, operation, bytes(body))
            return message

        return await served(scope, receive_noting, send)

    return with_noting


def _asked_by_function(scope: Any) -> tuple[str, str]:
    """The function that asks (`plano-local-OrdersReadFunction-1A2B3C`), and the operation; else two empty texts."""
    headers = dict(scope.get("headers", ()))
    service, _, operation = headers.get(b"x-amz-target", b"").decode("latin-1").partition(".")
    key = _ACCESS_KEY.search(headers.get(b"authorization", b"").decode("latin-1"))
    session = sts._sessions.get(key[1]) if key and service == _DYNAMODB else None
    _, is_role, role = session["Arn"].partition(_ASSUMED) if session else ("", "", "")
    return (role.rpartition("/")[2], operation) if is_role else ("", "")


class _Log:
    """A file with a line for each access that was seen; it begins empty."""

    def __init__(self, path: Path) -> None:
        self._seen: set[Access] = set()
        self._file = path.open("w", buffering=1)

    def note(self, function: str, operation: str, body: bytes) -> None:
        """Note what this request asks for, unless that was seen. What DynamoDB would refuse asks for nothing."""
        with suppress(
            AttributeError, LookupError, TypeError, ValueError, OSError
        ):  # nor does a full disk keep anybody from asking
            for access in {*accesses(function, operation, json.loads(body))} - self._seen:
                self._seen.add(access)
                self._file.write(f"{access.to_line()}\n")
