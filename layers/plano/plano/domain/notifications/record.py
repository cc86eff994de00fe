"""A notification as it is stored, found, answered and announced. It holds nothing that a caller sent."""

from dataclasses import dataclass

from plano import clock, ids
from plano.settings import settings
from plano.statuses import Status
from plano.store import keys, topic
from plano.store.keys import Key
from plano.store.read import read_records
from plano.store.records import Record
from plano.values import Fields

_SHOWN = ("id", "status", "route", "request_id", "caller", "error", "where", "email", "created_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification(Record):
    """What went wrong in which request: of a crash the error and where it was raised, or the email that failed."""

    KIND = "Notification"

    id: int
    status: str
    route: str
    request_id: str
    created_at: str
    caller: str | None = None
    error: str | None = None
    where: str | None = None
    email: Fields | None = None

    @property
    def primary_key(self) -> Key:
        """Where it stands."""
        return keys.notification(self.id)

    def in_view(self) -> Fields:
        """What an answer holds of it."""
        return self.show(_SHOWN)


def new_notification(status: Status, *, route: str, request_id: str) -> Notification:
    """A notification of a request that ended with this status."""
    now = clock.iso(clock.now())
    return Notification(id=ids.new_id(), status=status.slug, route=route, request_id=request_id, created_at=now)


def find(id: int) -> Notification | None:
    """The notification with this id, which also says in which partition it stands."""
    key = keys.notification(id)
    return read_records([key], Notification).get(key)


def announce(notification: Notification) -> None:
    """Publish the notification on the topic, where there is one, for whoever has to act on it.

    Raises:
        ServiceUnavailable: SNS did not take it.
    """
    arn = settings().notifications_topic
    if arn:
        subject = f"Plano {settings().environment}: {notification.status} in {notification.route}"
        topic.publish(arn, subject[:100], notification.in_view())
