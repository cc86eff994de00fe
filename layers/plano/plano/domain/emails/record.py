"""An email as it is kept: what it says, to whom, and how far it has come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from plano import clock, ids
from plano.settings import settings
from plano.store.values import Item

SENDING, WAITING, SENT, GIVEN_UP = "sending", "waiting", "sent", "given-up"


@dataclass(frozen=True, slots=True)
class Email:
    """An email that is ready to be sent. `to_name` and `subject` are one line each."""

    id: int
    template: str
    to_email: str
    to_name: str
    subject: str
    text: str
    html: str

    @classmethod
    def from_item(cls, item: Mapping[str, Any]) -> "Email":
        """The email that the table holds."""
        return cls(**{name: item[name] for name in cls.__dataclass_fields__})

    def to_item(self, *, route: str, request_id: str) -> Item:
        """The email as the table holds it first: being sent by the request that it belongs to."""
        now = clock.now()
        return {
            "kind": "EmailMessage",
            **{name: getattr(self, name) for name in self.__dataclass_fields__},
            "route": route,
            "request_id": request_id,
            "state": SENDING,
            "claimed_until": clock.iso(now + timedelta(seconds=settings().email_delay_seconds)),
            "tries": 1,
            "created_at": clock.iso(now),
        }


def new_email(template: str, to_email: str, to_name: str, values: Mapping[str, Any]) -> Email:
    """An email made of a template (`welcome`) and what stands in it."""
    from plano.domain.emails.templates import one_line, render

    parts = render(template, values)
    return Email(ids.new_id(), template, to_email, one_line(to_name), parts.subject, parts.text, parts.html)


def is_claimed(item: Mapping[str, Any], now: datetime) -> bool:
    """Whether somebody is sending the email at this moment."""
    return item["state"] == SENDING and clock.moment(item["claimed_until"]) > now
