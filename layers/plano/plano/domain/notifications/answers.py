"""What the routes under notifications answer."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from plano.domain.notifications.record import Notification
from plano.domain.outcome import AnswerData
from plano.domain.shown import shown


@dataclass(frozen=True, repr=False, eq=False, kw_only=True)
class ListedNotifications(AnswerData):
    """A page of notifications."""

    notifications: Sequence[Notification] = field(
        metadata=shown("The notifications of this page, the newest first.", max_items=100)
    )
    next_cursor: str | None = field(
        default=None,
        metadata=shown("Where the next page begins: send it as `page.cursor`. Left out where there are no more."),
    )
