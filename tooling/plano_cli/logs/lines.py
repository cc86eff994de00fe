"""A line of the functions' log: what it says, and how a person reads it."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

_OF_THE_RUNTIME = re.compile(r"(START|END|REPORT) RequestId: |INIT_START ")
_TIMED_OUT = re.compile(r"Task timed out|Runtime\.")
_OF_A_REQUEST = ("route", "status", "code", "duration_ms", "caller", "request_id")
_OF_EVERY_LINE = frozenset({
    "level", "location", "message", "timestamp", "service", "exception", "exception_name", "stack_trace", "_aws",
    "environment", "requests", "xray_trace_id", "logger", "requestId", "errorMessage", "errorType", "stackTrace",
})  # fmt: skip
_DEPLOYED = (
    (re.compile(r'(?<=File ")(/[^"]*/layer_\d+|/opt)/python/plano/'), "layers/plano/plano/"),
    (re.compile(r'(?<=File ")(/[^"]*/ministack-lambda-[^"/]*/code|/var/task)/'), "functions/"),
)
"""Where functions find our code, on AWS and on the local one, and where it is in the project."""
_ERRORS = frozenset({"ERROR", "CRITICAL", "FATAL"})


@dataclass(frozen=True, slots=True)
class Line:
    """What one line says. `raw` is the line itself."""

    at: datetime
    raw: str
    said: dict[str, Any]
    is_error: bool

    @property
    def route(self) -> str | None:
        """The route whose request it is about."""
        return self.said.get("route")

    @property
    def request_id(self) -> str | None:
        """The request that it is about: what the answer had as `x-request-id`."""
        return self.said.get("request_id")

    @property
    def traceback(self) -> str | None:
        """Where an error came from, if it is one: by our files as they are in the project."""
        frames = self.said.get("stackTrace") or []
        found = self.said.get("exception") or "".join(map(str, frames))
        for deployed, ours in _DEPLOYED:
            found = deployed.sub(ours, str(found))
        return str(found).rstrip() or None

    def text(self) -> str:
        """The line for a person, the traceback below it."""
        words = [f"{self.at.astimezone():%H:%M:%S}", *(self._of_request() if self.route else self._of_another())]
        below = [f"    {line}" for line in (self.traceback or "").splitlines()]
        return "\n".join(["  ".join(words), *below])

    def _of_request(self) -> list[str]:
        route, status, code, milliseconds, caller, request_id = (self.said.get(name) for name in _OF_A_REQUEST)
        return [f"{code} {status}", f"{route}", f"{milliseconds} ms", f"{caller}", f"{request_id}"]

    def _of_another(self) -> list[str]:
        message = str(self.said.get("errorMessage") or self.said.get("message") or "")
        others = {name: value for name, value in self.said.items() if name not in _OF_EVERY_LINE}
        return [str(self.said.get("level", "")), message, *(f"{name}={value}" for name, value in others.items())]


def line_of(message: str, milliseconds: int) -> Line | None:
    """The line that says this; None for what Lambda notes of each invocation, and what is counted only."""
    at = datetime.fromtimestamp(milliseconds / 1000, UTC)
    raw = message.rstrip("\n")
    said = _decoded(raw)
    if said is None:
        if not raw.strip() or _OF_THE_RUNTIME.match(raw):
            return None
        failed = _TIMED_OUT.search(raw) is not None
        return Line(at, raw, {"level": "ERROR" if failed else "", "message": raw}, failed)
    if "type" in said and "record" in said:
        return _of_platform(at, raw, said)
    if "level" not in said:
        return None
    return Line(at, raw, said, str(said["level"]).upper() in _ERRORS)


def _decoded(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _of_platform(at: datetime, raw: str, said: dict[str, Any]) -> Line | None:
    """What Lambda itself reports of an invocation that failed: one that ran out of time, say."""
    status = said["record"].get("status", "success")
    if status == "success":
        return None
    kind = f"{said['type']}: {status} {said['record'].get('errorType', '')}".rstrip()
    return Line(at, raw, {"level": "ERROR", "message": kind, "lambda": said["record"].get("requestId")}, is_error=True)
