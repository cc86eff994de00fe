"""Delivering an email: by whoever holds the claim to it, once, and with what became of it written down."""

from contextlib import suppress
from datetime import timedelta

from plano import clock, deadline
from plano.domain.emails import mandrill
from plano.domain.emails.mandrill import NotTaken
from plano.domain.emails.record import GIVEN_UP, SENDING, SENT, WAITING, EmailMessage
from plano.domain.notifications import of_emails
from plano.domain.notifications.record import Notification, announce
from plano.store import keys
from plano.store.changes import Change
from plano.store.client import StoreUnavailable
from plano.store.conditions import present
from plano.store.read import read_records
from plano.store.services import ServiceUnavailable
from plano.store.write import ConditionFailed, Update, write
from plano.values import Fields

CLAIM_SECONDS = 60
"""How long a claim from the queue lasts: as long as the function that makes it."""


class NotDelivered(Exception):
    """The email is not out. `reason` is for operators; `retry_after` says in how many seconds its claim is free."""

    def __init__(self, reason: str, *, retry_after: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after


def deliver_first(email: EmailMessage) -> None:
    """Deliver an email whose record, written a moment ago, says that it is being sent by this request.

    Raises:
        NotDelivered: Mandrill did not take it; the queue will bring it again.
    """
    _deliver(email, last=False)


def deliver(email_id: int, *, last: bool = False) -> None:
    """Deliver an email that the queue has brought, unless it is out already or its request never committed.

    Args:
        last: whether the email is given up if Mandrill does not take it now.

    Raises:
        NotDelivered: Mandrill did not take it, or somebody else is sending it at this moment.
        StoreUnavailable: its record could not be read or claimed.
    """
    key = keys.email_message(email_id)
    email = read_records([key], EmailMessage).get(key)
    if email is None or email.state == SENT:
        return
    now = clock.now()
    if email.is_claimed(now):
        wait = (clock.moment(email.claimed_until) - now).total_seconds()
        raise NotDelivered("it is being sent at this moment", retry_after=int(wait) + 1)
    _deliver(_claim(email), last=last)


def _claim(email: EmailMessage) -> EmailMessage:
    changes: Fields = {
        "state": SENDING,
        "claimed_until": clock.iso(clock.now() + timedelta(seconds=CLAIM_SECONDS)),
        "tries": email.tries + 1,
        # Whoever claimed it before and never said what came of it may have sent it.
        "uncertain": bool(email.uncertain) or email.state == SENDING,
    }
    try:
        write([Update(email.primary_key, Change().set_all(changes), email.unchanged())])
    except ConditionFailed:
        raise NotDelivered("it is being sent at this moment", retry_after=CLAIM_SECONDS) from None
    return email.with_values(changes)


def _deliver(email: EmailMessage, *, last: bool) -> None:
    try:
        mandrill_id = mandrill.find(email) if email.uncertain else None
        if mandrill_id is None:
            mandrill_id = mandrill.send(email)
    except NotTaken as failure:
        with deadline.within(max(deadline.left(), deadline.FOR_ENDING)):
            _failed(email, failure, last=last)
        raise NotDelivered(failure.reason) from None
    _delivered(email, mandrill_id)


def _delivered(email: EmailMessage, mandrill_id: str) -> None:
    now = clock.iso(clock.now())
    change = Change().set(state=SENT, mandrill_id=mandrill_id, delivered_at=now, uncertain=False)
    # It is out: where that can't be written, Mandrill's search will say so when the queue brings it again.
    with suppress(StoreUnavailable, ConditionFailed):
        write([Update(email.primary_key, change, present()), *of_emails.delivered(email, now)])


def _failed(email: EmailMessage, failure: NotTaken, *, last: bool) -> None:
    notification, action = of_emails.failed(email, failure.reason, given_up=last)
    change = Change().set(
        state=GIVEN_UP if last else WAITING,
        reason=failure.reason,
        notification_id=notification.id,
        uncertain=failure.uncertain,
    )
    # Where it can't be written, the claim ends by itself, and the queue brings the email again.
    with suppress(StoreUnavailable, ConditionFailed):
        write([Update(email.primary_key, change, email.unchanged()), action])
    if last or email.notification_id is None:
        _announce(notification)


def _announce(notification: Notification) -> None:
    with suppress(ServiceUnavailable):  # the record of it is there, and the email itself matters more
        announce(notification)
