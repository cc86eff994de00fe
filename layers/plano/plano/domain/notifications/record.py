"""A notification as it is stored, found, answered and announced. It holds nothing that a caller sent."""

from dataclasses import dataclass, field
from typing import ClassVar

from plano import clock, ids
from plano.domain.shown import ShownRecord, shown
from plano.settings import settings
from plano.statuses import APPLICATION_CRASH, MANDRILL_EMAIL_FAILED, Status
from plano.store import keys, topic
from plano.store.keys import Key
from plano.store.read import read_records
from plano.values import Fields

_DEFAULT = ("id", "status", "route", "request_id", "caller", "error", "where", "email", "created_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedEmail:
    """What a notification says of an email."""

    id: int = field(metadata=shown("The email's id.", minimum=1))
    template: str = field(metadata=shown("Which of the platform's emails it is."))
    to: str = field(metadata=shown("The email address that it goes to.", format="email"))
    reason: str = field(metadata=shown("Why Mandrill did not take it, the last time."))
    tries: int = field(metadata=shown("How many times it was tried to send it.", minimum=1))
    given_up_at: str | None = field(
        metadata=shown(
            "When it was tried for the last time; null while it is not given up.", null=True, format="date-time"
        )
    )
    delivered_at: str | None = field(
        metadata=shown("When Mandrill took it after all; null until then.", null=True, format="date-time")
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Notification(ShownRecord):
    """What went wrong in which request: of a crash the error and where it was raised, or the email that failed."""

    KIND = "Notification"
    VIEWS: ClassVar = {"default": _DEFAULT}

    id: int = field(metadata=shown("The notification's id.", minimum=1))
    status: str = field(
        metadata=shown("What the request was answered.", values=[APPLICATION_CRASH.slug, MANDRILL_EMAIL_FAILED.slug])
    )
    route: str = field(metadata=shown("The route that was called: `line_items.create`, say."))
    request_id: str = field(metadata=shown("The id of the request, as its answer named it."))
    created_at: str = field(metadata=shown("When it happened: ISO 8601, in UTC.", format="date-time"))
    caller: str | None = field(
        default=None, metadata=shown("Of a crash: who called. `nobody` where that was not known.")
    )
    error: str | None = field(default=None, metadata=shown("Of a crash: the kind of error."))
    where: str | None = field(default=None, metadata=shown("Of a crash: the line of code that raised the error."))
    email: Fields | None = field(default=None, metadata=shown("The email that failed.", answered_as=FailedEmail))

    @property
    def primary_key(self) -> Key:
        """Where it stands."""
        return keys.notification(self.id)


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
