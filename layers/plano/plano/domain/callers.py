"""Who is calling, in which role, and which orders that role may see."""

import unicodedata
from typing import NamedTuple, Protocol

from plano.store.conditions import Condition, equals, present

CLIENT, EMPLOYEE, LIAISON, APPLICATION = "client", "employee", "liaison", "application"
USER = "user"
"""The role of somebody who is logged in, but has no role in the application that the request is made for."""
ROLES = frozenset({CLIENT, EMPLOYEE, LIAISON, APPLICATION})
STAFF = frozenset({EMPLOYEE, APPLICATION})
USERS = frozenset({CLIENT, EMPLOYEE, LIAISON})
"""The roles of people. Only they have sessions."""


class Owned(Protocol):
    """What belongs to a client, and by its client to a company."""

    @property
    def client_id(self) -> int | None:
        """The client's id."""

    @property
    def company(self) -> str | None:
        """The company's name, as it is stored."""


class Caller(NamedTuple):
    """Who is calling. `name` says who did it in records and events: `user 12`, `application filemaker`.

    `client_id` is there in the role of a client only, `company` in the role of a liaison only: what somebody is in
    another role, or in another application, gives no right in this one.
    """

    role: str
    application: str
    name: str
    user_id: int | None = None
    session_id: int | None = None
    client_id: int | None = None
    company: str | None = None

    @property
    def is_staff(self) -> bool:
        """Whether this caller may see and change everything."""
        return self.role in STAFF

    def may_see(self, owned: Owned) -> bool:
        """Whether this caller may know that it exists: staff everything, others what is theirs."""
        if self.role == LIAISON:
            return self.company is not None and self.company in spellings(owned.company)
        return self.is_staff or (self.client_id is not None and self.client_id == owned.client_id)

    def ownership(self) -> Condition:
        """The same rule as a condition on the record, for the store to check as it writes."""
        if self.is_staff:
            return present()
        if self.role == LIAISON:
            return of_company(self.company)
        return present() & equals("client_id", self.client_id if self.client_id is not None else 0)


NOBODY = Caller(role="nobody", application="", name="nobody")
"""The caller of a route that needs no token."""


def same_owner(owned: Owned) -> Condition:
    """The condition that a record still belongs to whom it belongs to here."""
    return present() & equals("client_id", owned.client_id) & equals("company", owned.company)


def of_company(company: str | None) -> Condition:
    """The condition that a record belongs to this company, however its name was spelled when it was stored."""
    first, *others = spellings(company) or ("",)
    condition = equals("company", first)
    for other in others:
        condition |= equals("company", other)
    return present() & condition


def normalized_company(name: str) -> str:
    """A company's name as records are matched by it: spaces, letter case and the way accents are written don't matter.

    It is blank for a name without letters.
    """
    return unicodedata.normalize("NFC", " ".join(unicodedata.normalize("NFC", name).split()).casefold())


def spellings(company: str | None) -> tuple[str, ...]:
    """A company's name in the forms in which it may be stored: early records have accents as they were typed."""
    if company is None:
        return ()
    forms = (normalized_company(company), unicodedata.normalize("NFD", company), company)
    return tuple(dict.fromkeys(forms))
