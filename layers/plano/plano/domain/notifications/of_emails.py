"""The notification of an email that failed: one for each email, which says why, and what became of it since."""

from collections.abc import Mapping
from typing import Any

from plano import clock
from plano.domain.notifications.record import new_notification
from plano.statuses import MANDRILL_EMAIL_FAILED
from plano.store import keys
from plano.store.values import Item
from plano.store.write import ABSENCE, ABSENT, PRESENT, Action, Condition, Put, Update


def failed(item: Mapping[str, Any], reason: str, *, given_up: bool) -> tuple[Item, Action]:
    """The notification of a failed try, and the write that makes it, or brings it up to date."""
    now = clock.iso(clock.now())
    email = {
        "id": item["id"],
        "template": item["template"],
        "to": item["to_email"],
        "reason": reason,
        "tries": item["tries"],
        "given_up_at": now if given_up else None,
        "delivered_at": None,
    }
    found = new_notification(MANDRILL_EMAIL_FAILED, route=item["route"], request_id=item["request_id"], email=email)
    known = item.get("notification_id")
    if known is None:
        return found, Put(keys.notification(found["id"]), found, ABSENT)
    change = Condition("SET #email = :email", {"email": "email"}, {"email": email})
    return {**found, "id": known}, Update(keys.notification(known), change, PRESENT, ABSENCE)


def delivered(item: Mapping[str, Any], now: str) -> list[Action]:
    """The write that says, in the email's notification, that it went out since; none where it never failed."""
    known = item.get("notification_id")
    if known is None:
        return []
    change = Condition("SET #email.#at = :now", {"email": "email", "at": "delivered_at"}, {"now": now})
    return [Update(keys.notification(known), change, PRESENT, ABSENCE)]
