"""Listing notifications, the newest first: month by month, a year back."""

from datetime import UTC, datetime, timedelta

from plano import clock, ids
from plano.domain.notifications.answers import ListedNotifications
from plano.domain.notifications.params import IndexNotifications
from plano.domain.notifications.record import Notification
from plano.domain.outcome import Outcome
from plano.errors import ParamFault, invalid_param
from plano.store import keys
from plano.store.query import newest

USUAL_SIZE = 25
MONTHS = 13
"""How far back the list goes: this month, and the twelve before it."""
_CLOCKS_DIFFER = timedelta(minutes=1)


def index(params: IndexNotifications) -> Outcome:
    """Answer a page of notifications, and where the next one begins.

    Raises:
        StatusError: invalid-param on `page.cursor`, when no page ever answered it.
    """
    page = params.page
    size = (page.size if page else None) or USUAL_SIZE
    found = _newest(_before(page.cursor if page else None), size + 1)
    next_cursor = str(found[size - 1].id) if len(found) > size else None
    return Outcome(ListedNotifications(notifications=found[:size], next_cursor=next_cursor))


def _before(cursor: str | None) -> int:
    if cursor is None:
        return ids.earliest_at(clock.now() + _CLOCKS_DIFFER)
    if not (cursor.isascii() and cursor.isdigit() and 0 < int(cursor) <= ids.LARGEST):
        raise invalid_param(ParamFault("page.cursor", "is not a cursor: use the `next_cursor` of a page, as it is"))
    return int(cursor)


def _newest(before: int, limit: int) -> list[Notification]:
    found: list[Notification] = []
    oldest = _months_before(_month(clock.now()), MONTHS - 1)
    while before > 0 and len(found) < limit and (month := _month(ids.made_at(before - 1))) >= oldest:
        start = keys.notification(before - 1)._replace(sk=keys.notification(before).sk)
        found += newest(start, limit - len(found), Notification)
        before = ids.earliest_at(month)
    return found


def _month(moment: datetime) -> datetime:
    return datetime(moment.year, moment.month, 1, tzinfo=UTC)


def _months_before(month: datetime, count: int) -> datetime:
    years, months = divmod(month.year * 12 + month.month - 1 - count, 12)
    return datetime(years, months + 1, 1, tzinfo=UTC)
