"""The one clock. Everything that depends on the time asks `now()`, so that a test can set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_set_to: ContextVar[datetime | None] = ContextVar("plano_clock", default=None)


def now() -> datetime:
    """The time, in UTC."""
    return standing_at() or datetime.now(UTC)


def standing_at() -> datetime | None:
    """The moment at which the clock was set to stand, if it was."""
    return _set_to.get()


def iso(moment: datetime) -> str:
    """A moment as answers hold it: ISO 8601 in UTC, `2026-11-24T09:30:00Z`, with a fraction only where there is one."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def moment(text: str) -> datetime:
    """The moment that `iso` wrote."""
    return datetime.fromisoformat(text)


@contextmanager
def set_to(moment: datetime) -> Iterator[None]:
    """Stand the clock at a moment, for demo records and tests."""
    token = _set_to.set(moment)
    try:
        yield
    finally:
        _set_to.reset(token)
