"""The log: JSON, one line a record, as Powertools' logger writes it. No token gets into it.

Powertools itself would be a twentieth of a function's start (docs/decisions.md). Everything here goes on to where it
would: a test holds both formats equal.
"""

import json
import logging
import os
import sys
import time
import traceback
from functools import lru_cache
from typing import Any

from plano.tokens import without_tokens

SERVICE = "plano"
_OF_LOGGING = frozenset(vars(logging.makeLogRecord({}))) | {"asctime", "message"}
"""What every record of `logging` holds: all else of it was said by whoever logged."""


class Lines(logging.Formatter):
    """One line of JSON for each record, with every token in it cut short."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, Any] = {
            "level": record.levelname,
            "location": f"{record.funcName}:{record.lineno}",
            "message": record.getMessage(),
            "timestamp": _timestamp(record),
            "service": SERVICE,
            **{name: value for name, value in vars(record).items() if name not in _OF_LOGGING},
        }
        if record.exc_info and record.exc_info[1] is not None:
            line |= self._failure(record.exc_info[1])
        if trace := os.environ.get("_X_AMZN_TRACE_ID"):
            line["xray_trace_id"] = trace.partition(";")[0].removeprefix("Root=")
        return without_tokens(_encoder.encode(line))

    def _failure(self, error: BaseException) -> dict[str, Any]:
        kind = type(error)
        notes = {"exception_notes": error.__notes__} if hasattr(error, "__notes__") else {}
        return {
            "exception": self.formatException((kind, error, error.__traceback__)),
            "exception_name": kind.__name__,
            **notes,
            "stack_trace": {
                "type": kind.__name__,
                "value": error,
                "module": kind.__module__,
                "frames": [
                    {"file": frame.filename, "line": frame.lineno, "function": frame.name, "statement": frame.line}
                    for frame in traceback.extract_tb(error.__traceback__)
                ],
            },
        }


_encoder = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False, default=str)


@lru_cache(maxsize=1)
def logger() -> logging.Logger:
    """The process's logger: nothing is kept from one invocation to the next."""
    found = logging.getLogger(SERVICE)
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(Lines())
    found.handlers = [handler]
    found.propagate = False  # Lambda's own handler would write it again
    found.setLevel(logging.INFO)
    return found


def _timestamp(record: logging.LogRecord) -> str:
    there = time.localtime(record.created)
    return time.strftime(f"%Y-%m-%d %H:%M:%S,{int(record.msecs):03d}%z", there)
