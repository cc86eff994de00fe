"""Reading a log group: what is wanted of it, all at once or as it comes."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from plano_cli.logs.lines import Line, line_of

_PAUSE_SECONDS = 1.0
_ERRORS = (
    '(($.level = "ERROR") || ($.level = "CRITICAL") || ($.record.status = "error") || ($.record.status = "failure")'
    ' || ($.record.status = "timeout"))'
)
_LATE_MILLISECONDS = 10_000
"""How late CloudWatch may show what was written before what it has shown already."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines: all, or those of one request or route, or errors."""

    request_id: str | None = None
    route: str | None = None
    errors: bool = False

    def takes(self, line: Line) -> bool:
        """Whether the line is one of them."""
        return (
            (self.request_id is None or line.request_id == self.request_id)
            and (self.route is None or line.route == self.route)
            and (line.is_error or not self.errors)
        )

    def pattern(self) -> str:
        """The same in CloudWatch's words, so that it sends no more than that."""
        parts = []
        if self.request_id is not None:
            parts.append(f"($.request_id = {_quoted(self.request_id)})")
        if self.route is not None:
            parts.append(f"($.route = {_quoted(self.route)})")
        if self.errors:
            parts.append(_ERRORS)
        return f"{{ {' && '.join(parts)} }}" if parts else ""


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _id(event: Mapping[str, Any]) -> str:
    """What tells a line from all others. The local AWS gives it no id."""
    return str(event.get("eventId") or (event["logStreamName"], event["timestamp"], event["message"]))


class Reader:
    """Reads a log group from a moment on, each line once."""

    def __init__(self, logs: Any, group: str, wanted: Wanted, since: float) -> None:
        """`logs` is boto3's client, `since` are seconds since 1970."""
        self._pages = logs.get_paginator("filter_log_events")
        self._asked = {"logGroupName": group} | ({"filterPattern": found} if (found := wanted.pattern()) else {})
        self._wanted = wanted
        self._since = int(since * 1000)
        self._seen: dict[str, int] = {}

    def new(self) -> Iterator[Line]:
        """The lines that were not read before, in the order in which they were written."""
        newest = self._since
        for page in self._pages.paginate(**self._asked, startTime=self._since):
            for event in page["events"]:
                id, at = _id(event), event["timestamp"]
                if id in self._seen:
                    continue
                self._seen[id] = at
                newest = max(newest, at)
                line = line_of(event["message"], at)
                if line is not None and self._wanted.takes(line):
                    yield line
        self._since = max(self._since, newest - _LATE_MILLISECONDS)
        self._seen = {id: at for id, at in self._seen.items() if at >= self._since}

    def follow(self, until: float | None = None) -> Iterator[Line]:
        """The same for ever, or until this moment of `time.monotonic`."""
        while until is None or time.monotonic() < until:
            began = time.monotonic()
            yield from self.new()
            time.sleep(max(_PAUSE_SECONDS, time.monotonic() - began))
