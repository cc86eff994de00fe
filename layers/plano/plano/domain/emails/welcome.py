"""The email that a new client gets."""

from datetime import timedelta

from plano import clock, ids
from plano.domain.accounts.person import Person
from plano.domain.emails.record import SENDING, EmailMessage
from plano.settings import settings


def welcome(person: Person, company_name: str | None, *, route: str, request_id: str) -> EmailMessage:
    """Welcome this user, who is a client now. The email is being sent by this request."""
    from plano.domain.emails.templates import one_line, render  # slow to import, and few routes need it

    values = {"first_name": person.first_name, "company_name": company_name, "email": person.email}
    parts, now = render("welcome", values), clock.now()
    return EmailMessage(
        id=ids.new_id(),
        template="welcome",
        to_email=person.email,
        to_name=one_line(" ".join(part for part in (person.first_name, person.last_name) if part)),
        subject=parts.subject,
        text=parts.text,
        html=parts.html,
        route=route,
        request_id=request_id,
        state=SENDING,
        claimed_until=clock.iso(now + timedelta(seconds=settings().email_delay_seconds)),
        tries=1,
        created_at=clock.iso(now),
    )
