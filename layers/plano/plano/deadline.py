"""How long a request may still take: known when it comes in, and obeyed by whoever waits for something."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from math import inf
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

FOR_ENDING = 2.0
"""Seconds that are kept for what follows a failure: announcing it, recording it, the log and the answer."""
SPARE = 2.0
"""Seconds before the function's own end at which its answer is out: with ten seconds, after eight."""
T = TypeVar("T")
_idle: "list[tuple[int, ThreadPoolExecutor]]" = []
"""Threads of earlier work, each with the process that it is in."""
_ends: ContextVar[float] = ContextVar("ends", default=inf)


def left() -> float:
    """How many seconds there are; infinitely many where nobody has set an end."""
    return _ends.get() - time.monotonic()


def keep(work: Callable[[], T], most: float = inf) -> T:
    """What the work brings, before so many seconds have passed, or what is left of them.

    For work that knows no end of its own: botocore's time-outs begin anew with each byte, so a service that sends one a
    second could go on for ever. It has a thread of its own, which is left alone when the time is up. Where nobody has
    set an end, it has none.

    Raises:
        TimeoutError: the time is up. What the work was about may happen all the same.
    """
    if left() == inf:
        return work()
    worker = _worker()
    found = worker.submit(copy_context().run, work)
    try:
        return found.result(max(0.0, min(left(), most)))
    finally:
        if found.done():
            _idle.append((os.getpid(), worker))
        else:
            worker.shutdown(wait=False)


def _worker() -> "ThreadPoolExecutor":
    """A thread that has nothing to do; a fork has none of its parent's."""
    while _idle:
        process, worker = _idle.pop()
        if process == os.getpid():
            return worker
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(1)


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
    return float(remaining()) / 1000 - SPARE - FOR_ENDING if remaining is not None else inf
