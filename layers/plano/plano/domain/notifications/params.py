"""The params of the routes under notifications."""

from plano.params.declare import Params, SessionParams, param
from plano.params.types import Integer, Text

LARGEST_PAGE = 100


class NotificationsPage(Params):
    """Which of the notifications to answer."""

    size: Integer | None = param(
        100, "How many notifications to answer, at most; 25 if left out.", default=None, ge=1, le=LARGEST_PAGE
    )
    cursor: Text | None = param(
        200,
        "Where to go on: the `next_cursor` that the page before answered. Left out, the newest are answered.",
        default=None,
    )


class IndexNotifications(SessionParams):
    """A page of notifications."""

    page: NotificationsPage | None = param(
        400, "Which part of the notifications to answer, the newest first.", default=None, example={"size": 25}
    )
