"""Listing notifications, the newest first: month by month, a year back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from plano import clock, ids
from plano.domain.notifications.record import Notification
from plano.domain.outcome import AnswerData, Outcome
from plano.domain.shown import shown
from plano.errors import ParamFault, invalid_param
from plano.params.declare import Params, SessionParams, param
from plano.params.types import Integer, Text
from plano.store import keys
from plano.store.query import newest

USUAL_SIZE = 25
LARGEST_PAGE = 100
MONTHS = 13
"""How far back the list goes: this month, and the twelve before it."""
_CLOCKS_DIFFER = timedelta(minutes=1)


class NotificationsPage(Params):
    """Which of the notifications to answer."""

    size: Integer | None = param(
        100,
        f"How many notifications to answer, at most; {USUAL_SIZE} if left out.",
        default=None,
        ge=1,
        le=LARGEST_PAGE,
    )
    cursor: Text | None = param(
        200,
        "Where to go on: the `next_cursor` that the page before answered. Left out, the newest are answered.",
        default=None,
    )


class IndexNotifications(SessionParams):
    """A page of notifications."""

    page: NotificationsPage | None = param(
        400, "Which part of the notifications to answer, the newest first.", default=None, example={"size": USUAL_SIZE}
    )


@dataclass(frozen=True, repr=False, eq=False, kw_only=True)
class ListedNotifications(AnswerData):
    """A page of notifications."""

    notifications: Sequence[Notification] = field(
        metadata=shown("The notifications of this page, the newest first.", max_items=LARGEST_PAGE)
    )
    next_cursor: str | None = field(
        default=None,
        metadata=shown("Where the next page begins: send it as `page.cursor`. Left out where there are no more."),
    )


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
