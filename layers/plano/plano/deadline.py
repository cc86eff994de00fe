"""How long a request may still take: known when it comes in, and obeyed by whoever waits for something."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf

FOR_ENDING = 2.0
"""Seconds that are kept for what follows a failure: announcing it, recording it, the log and the answer."""
_SPARE = 2.0
"""Seconds before the function's own end at which its answer is out: with ten seconds, after eight."""
_ends: ContextVar[float] = ContextVar("ends", default=inf)


def left() -> float:
    """How many seconds there are; infinitely many where nobody has set an end."""
    return _ends.get() - time.monotonic()


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """End everything inside within so many seconds, whatever was set around it."""
    token = _ends.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _ends.reset(token)


def to_answer(context: object) -> float:
    """How many seconds a request has for its work, by the context that Lambda gives its handler."""
    remaining = getattr(context, "get_remaining_time_in_millis", None)
    return float(remaining()) / 1000 - _SPARE - FOR_ENDING if remaining is not None else inf
