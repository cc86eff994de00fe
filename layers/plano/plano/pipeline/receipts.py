"""The record of a request that was carried out under an `Idempotency-Key`, and where it stands."""

import hashlib
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from plano import clock
from plano.domain.callers import APPLICATION, Caller
from plano.params.json_text import parse
from plano.store import keys
from plano.store.keys import Key, Table
from plano.store.records import Record
from plano.values import Fields


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Receipt(Record):
    """A request that was carried out: who sent what, and what was answered.

    `application`: of the token, where the caller is an application; receipts from before it was noted have none.
    """

    KIND = "Receipt"
    TABLE: ClassVar = Table.SESSIONS

    caller: str
    fingerprint: str
    answer: bytes
    kept_until: int
    removed_at: int
    application: str | None = None

    @property
    def counts(self) -> bool:
        """Whether a repetition is still answered by it."""
        return self.kept_until > seconds(clock.now())

    def is_of(self, caller: Caller) -> bool:
        """Whether it is this caller's: two tokens can have one name, in two applications."""
        return self.caller == name_of(caller) and self.application in (None, application_of(caller))

    def data(self) -> Fields:
        """What was answered."""
        found: Fields = parse(zlib.decompress(self.answer)).value
        return found


def receipt_of(route: str, key: str, caller: str = "") -> Key:
    """Where the receipt stands of a request to this route (`orders.create`) with this idempotency key.

    Args:
        caller: who sent it, where another caller had used the key before.
    """
    subject = "\n".join((route, caller, key))
    return keys.receipt(hashlib.sha256(subject.encode("utf-8", "surrogatepass")).hexdigest())


def name_of(caller: Caller) -> str:
    """By what a caller is known, also after a new login."""
    return f"{caller.name} as {caller.role}"


def application_of(caller: Caller) -> str | None:
    """Of whose token it is, where the caller is an application."""
    return caller.application if caller.role == APPLICATION else None


def seconds(moment: datetime) -> int:
    """The moment as the table counts time."""
    return int(moment.timestamp())
