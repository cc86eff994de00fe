"""Delivering an email: by whoever holds the claim to it, once, and with what became of it written down."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

from plano import clock
from plano.domain.emails import mandrill
from plano.domain.emails.mandrill import NotTaken
from plano.domain.emails.record import GIVEN_UP, SENDING, SENT, WAITING, Email, is_claimed
from plano.domain.notifications import of_emails
from plano.domain.notifications.announce import announce
from plano.store import keys
from plano.store.client import StoreUnavailable
from plano.store.read import read
from plano.store.services import ServiceUnavailable
from plano.store.values import Item
from plano.store.write import PRESENT, Condition, ConditionFailed, Update, write

CLAIM_SECONDS = 60
"""How long a claim from the queue lasts: as long as the function that makes it."""


class NotDelivered(Exception):
    """The email is not out. `reason` is for operators; `retry_after` says in how many seconds its claim is free."""

    def __init__(self, reason: str, *, retry_after: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after


def deliver_first(item: Mapping[str, Any]) -> None:
    """Deliver an email whose record, written a moment ago, says that it is being sent by this request.

    Raises:
        NotDelivered: Mandrill did not take it; the queue will bring it again.
    """
    _deliver(item, last=False)


def deliver(email_id: int, *, last: bool = False) -> None:
    """Deliver an email that the queue has brought, unless it is out already or its request never committed.

    Args:
        last: whether the email is given up if Mandrill does not take it now.

    Raises:
        NotDelivered: Mandrill did not take it, or somebody else is sending it at this moment.
        StoreUnavailable: its record could not be read or claimed.
    """
    key = keys.email_message(email_id)
    item = read([key]).get(key)
    if item is None or item["state"] == SENT:
        return
    now = clock.now()
    if is_claimed(item, now):
        wait = (clock.moment(item["claimed_until"]) - now).total_seconds()
        raise NotDelivered("it is being sent at this moment", retry_after=int(wait) + 1)
    _deliver(_claim(item), last=last)


def _claim(item: Item) -> Item:
    # Whoever claimed it before and never said what came of it may have sent it.
    uncertain = item.get("uncertain", False) or item["state"] == SENDING
    changes = {
        "state": SENDING,
        "claimed_until": clock.iso(clock.now() + timedelta(seconds=CLAIM_SECONDS)),
        "tries": item["tries"] + 1,
        "uncertain": uncertain,
    }
    try:
        write([_update(item, changes, _unchanged(item))])
    except ConditionFailed:
        raise NotDelivered("it is being sent at this moment", retry_after=CLAIM_SECONDS) from None
    return {**item, **changes}


def _deliver(item: Mapping[str, Any], *, last: bool) -> None:
    email = Email.from_item(item)
    try:
        mandrill_id = mandrill.find(email) if item.get("uncertain") else None
        if mandrill_id is None:
            mandrill_id = mandrill.send(email)
    except NotTaken as failure:
        _failed(item, failure, last=last)
        raise NotDelivered(failure.reason) from None
    _delivered(item, mandrill_id)


def _delivered(item: Mapping[str, Any], mandrill_id: str) -> None:
    now = clock.iso(clock.now())
    changes = {"state": SENT, "mandrill_id": mandrill_id, "delivered_at": now, "uncertain": False}
    # It is out: where that can't be written, Mandrill's search will say so when the queue brings it again.
    with suppress(StoreUnavailable):
        write([_update(item, changes, PRESENT), *of_emails.delivered(item, now)])


def _failed(item: Mapping[str, Any], failure: NotTaken, *, last: bool) -> None:
    notification, action = of_emails.failed(item, failure.reason, given_up=last)
    changes: dict[str, Any] = {
        "state": GIVEN_UP if last else WAITING,
        "reason": failure.reason,
        "notification_id": notification["id"],
        "uncertain": failure.uncertain,
    }
    # Where it can't be written, the claim ends by itself, and the queue brings the email again.
    with suppress(StoreUnavailable, ConditionFailed):
        write([_update(item, changes, _unchanged(item)), action])
    if last or "notification_id" not in item:
        _announce(notification)


def _announce(notification: Mapping[str, Any]) -> None:
    with suppress(ServiceUnavailable):  # the record of it is there, and the email itself matters more
        announce(notification)


def _update(item: Mapping[str, Any], changes: Mapping[str, Any], condition: Condition) -> Update:
    names = {name: name for name in changes}
    change = Condition("SET " + ", ".join(f"#{name} = :{name}" for name in names), names, changes)
    return Update(keys.email_message(item["id"]), change, condition)


def _unchanged(item: Mapping[str, Any]) -> Condition:
    return Condition(
        "#tries = :before AND #state <> :sent",
        {"tries": "tries", "state": "state"},
        {
            "before": item["tries"],
            "sent": SENT,
        },
    )
