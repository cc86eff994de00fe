"""Whose a record is: all that is decoded of it before it is known that the caller may see it."""

from dataclasses import dataclass

from plano.domain.callers import LIAISON, Caller
from plano.store.keys import Key
from plano.store.records import Record
from plano.store.work import Work


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Owner(Record):
    """What a record of whatever kind says of whom it belongs to."""

    client_id: int | None = None
    company: str | None = None


_NO_CLIENT, _NO_COMPANY = Owner(client_id=0), Owner(company="")
"""Whom a record belongs to that does not exist."""


def may_see(key: Key, caller: Caller, work: Work) -> bool:
    """Whether there is a record with this key, and the caller may know. Where there is none, it takes as long."""
    nobody = _NO_COMPANY if caller.role == LIAISON else _NO_CLIENT
    return caller.may_see(work.look(key, nobody)) and work.exists(key)
