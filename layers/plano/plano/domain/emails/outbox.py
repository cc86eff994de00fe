"""What makes sure that an email goes out: the queue knows of it before the request commits, its record with it."""

from plano.domain.emails.record import EmailMessage
from plano.settings import settings
from plano.store import queue
from plano.store.conditions import absent
from plano.store.write import Put


def promise(email_id: int) -> None:
    """Have the queue look after the email, once the request that it belongs to has had its time.

    Raises:
        ServiceUnavailable: the queue did not take it; nothing may be committed then.
    """
    _enqueue(email_id, settings().email_delay_seconds)


def again(email_id: int) -> None:
    """Have the email delivered now, if it is not sent yet.

    Raises:
        ServiceUnavailable: the queue did not take it.
    """
    _enqueue(email_id, 0)


def to_write(email: EmailMessage) -> Put:
    """The email's record, for the transaction of what the email is about."""
    return Put(email.primary_key, email, absent())


def _enqueue(email_id: int, delay_seconds: int) -> None:
    queue.send(settings().emails_queue, {"email_id": email_id}, delay_seconds=delay_seconds)
