"""Who is calling, in which role, and which records that role sees."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from plano.store.write import PRESENT, Condition

CLIENT, EMPLOYEE, LIAISON, APPLICATION = "client", "employee", "liaison", "application"
USER = "user"
"""The role of somebody who is logged in, but has no role in the application that the request is made for."""
ROLES = frozenset({CLIENT, EMPLOYEE, LIAISON, APPLICATION})
STAFF = frozenset({EMPLOYEE, APPLICATION})
USERS = frozenset({CLIENT, EMPLOYEE, LIAISON})
"""The roles of people. Only they have sessions."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is calling. `name` says who did it in records and events: `user 12`, `application filemaker`."""

    role: str
    application: str
    name: str
    user_id: int | None = None
    session_id: int | None = None
    client_id: int | None = None
    company: str | None = None

    def sees(self, order: Mapping[str, Any]) -> bool:
        """Whether this caller may know that the order exists: staff all, others what is theirs."""
        if self.role in STAFF:
            return True
        name, value = self._owner()
        return value is not None and order.get(name) == value

    def ownership(self) -> Condition:
        """The same rule as a condition on the order's record, for the store to check as it writes."""
        if self.role in STAFF:
            return PRESENT
        name, value = self._owner()
        return Condition("#owner = :owner", {"owner": name}, {"owner": value})

    def _owner(self) -> tuple[str, int | str | None]:
        return ("company", self.company) if self.role == LIAISON else ("client_id", self.client_id)


NOBODY = Caller(role="nobody", application="", name="nobody")
"""The caller of a route that needs no token."""


def same_owner(order: Mapping[str, Any]) -> Condition:
    """The condition that an order still belongs to whom it belongs to here."""
    names = {"client": "client_id", "company": "company"}
    there = {short: order[name] for short, name in names.items() if order.get(name) is not None}
    parts = [f"#{short} = :{short}" if short in there else f"attribute_not_exists(#{short})" for short in names]
    return Condition(" AND ".join(["attribute_exists(pk)", *parts]), names, there)


def normalized_company(name: str) -> str:
    """A company's name as records are matched by it: spaces and letter case don't matter."""
    return " ".join(name.split()).casefold()
