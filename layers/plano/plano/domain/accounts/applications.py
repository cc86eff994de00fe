"""Applications: callers that act for themselves, with a token of their own, and what its record allows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import ClassVar

from plano import clock, ids, tokens
from plano.domain.callers import APPLICATION, Caller
from plano.store import keys
from plano.store.conditions import absent
from plano.store.keys import Table
from plano.store.records import Record
from plano.store.write import Put, write


@dataclass(frozen=True, slots=True)
class ApplicationToken(Record):
    """A token: who holds it (`name`), which application it speaks for, and which routes it may call."""

    KIND = "Application"
    TABLE: ClassVar = Table.SESSIONS

    id: int
    name: str
    application: str
    permissions: Sequence[str]
    created_at: str

    def caller(self) -> Caller:
        """Who calls with this token."""
        return Caller(role=APPLICATION, application=self.application, name=f"application {self.name}")

    def allows(self, route: str) -> bool:
        """Whether the token may call the route (`line_items.create`)."""
        return any(fnmatchcase(route, pattern) for pattern in self.permissions)


def create(name: str, application: str, permissions: Iterable[str]) -> str:
    """Make an application token, and answer it: nothing can show it again.

    Args:
        name: who holds it (`filemaker`); it is written into what the token does.
        application: one of the applications.
        permissions: routes, or patterns of them (`line_items.*`).
    """
    token = tokens.new_token(tokens.APPLICATION_PREFIX)
    now = clock.iso(clock.now())
    record = ApplicationToken(ids.new_id(), name, application, sorted(set(permissions)), now)
    write([Put(keys.application_token(tokens.token_hash(token)), record, absent())])
    return token
