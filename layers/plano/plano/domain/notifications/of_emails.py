"""The notification of an email that failed: one for each email, which says why, and what became of it since."""

from dataclasses import replace

from plano.domain.emails.record import EmailMessage
from plano.domain.notifications.record import Notification, new_notification
from plano.statuses import MANDRILL_EMAIL_FAILED
from plano.store import keys
from plano.store.changes import Change
from plano.store.conditions import absent, present
from plano.store.write import ABSENCE, Action, Put, Update
from plano.values import Fields


def failed(email: EmailMessage, reason: str, *, given_up: bool) -> tuple[Notification, Action]:
    """The notification of a failed try, and the write that makes it, or brings it up to date."""
    made = new_notification(MANDRILL_EMAIL_FAILED, route=email.route, request_id=email.request_id)
    story: Fields = {
        "id": email.id,
        "template": email.template,
        "to": email.to_email,
        "reason": reason,
        "tries": email.tries,
        "given_up_at": made.created_at if given_up else None,
        "delivered_at": None,
    }
    found = replace(made, email=story)
    if email.notification_id is None:
        return found, Put(found.primary_key, found, absent())
    known = replace(found, id=email.notification_id)
    return known, Update(known.primary_key, Change().set(email=story), present(), ABSENCE)


def delivered(email: EmailMessage, now: str) -> list[Action]:
    """The write that says, in the email's notification, that it went out since; none where it never failed."""
    if email.notification_id is None:
        return []
    change = Change().set_at(("email", "delivered_at"), now)
    return [Update(keys.notification(email.notification_id), change, present(), ABSENCE)]
