"""An email as it is stored: what it says, to whom, and how far it has come."""

from dataclasses import dataclass
from datetime import datetime

from plano import clock
from plano.store import keys
from plano.store.conditions import Condition, differs, equals
from plano.store.keys import Key
from plano.store.records import Record

SENDING, WAITING, SENT, GIVEN_UP = "sending", "waiting", "sent", "given-up"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class EmailMessage(Record):
    """An email, and what became of it. `to_name` and `subject` are one line each.

    `claimed_until`: so long the one that sends it at this moment may take. `uncertain`: Mandrill may have taken it
    without saying so.
    """

    KIND = "EmailMessage"

    id: int
    template: str
    to_email: str
    to_name: str
    subject: str
    text: str
    html: str
    route: str
    request_id: str
    state: str
    claimed_until: str
    tries: int
    created_at: str
    uncertain: bool | None = None
    reason: str | None = None
    notification_id: int | None = None
    mandrill_id: str | None = None
    delivered_at: str | None = None

    @property
    def primary_key(self) -> Key:
        """Where it stands."""
        return keys.email_message(self.id)

    def is_claimed(self, now: datetime) -> bool:
        """Whether somebody is sending the email at this moment."""
        return self.state == SENDING and clock.moment(self.claimed_until) > now

    def unchanged(self) -> Condition:
        """The condition that nobody else has tried to send it since it was read."""
        return equals("tries", self.tries) & differs("state", SENT)
