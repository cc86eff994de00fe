"""Applications: callers that act for themselves, with a token of their own, and what its record allows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from plano import clock
from plano.domain.accounts import permissions
from plano.domain.callers import APPLICATION, Caller
from plano.store.changes import Change
from plano.store.conditions import equals, present
from plano.store.keys import Key, Table
from plano.store.records import Record
from plano.store.write import Update

USED_EVERY = timedelta(hours=1)
"""`used_at` is written at most this often, so a token was last used up to this long after it."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ApplicationToken(Record):
    """A token: who holds it (`name`), which application it speaks for, and which routes it may call.

    `ends_at` is set on the old token of an application that has a new one.
    """

    KIND = "Application"
    TABLE: ClassVar = Table.SESSIONS

    id: int
    name: str
    application: str
    permissions: Sequence[str]
    created_at: str
    created_by: str | None = None
    used_at: datetime | None = None
    ends_at: datetime | None = None

    @property
    def has_ended(self) -> bool:
        """Whether it lets nobody in any more."""
        return self.ends_at is not None and self.ends_at <= clock.now()

    def caller(self) -> Caller:
        """Who calls with this token."""
        return Caller(role=APPLICATION, application=self.application, name=f"application {self.name}")

    def allows(self, route: str) -> bool:
        """Whether the token may call the route (`line_items.create`)."""
        return permissions.allow(self.permissions, route)

    def touch(self, key: Key) -> Update | None:
        """The write that says it is used now; None where that is not due yet. `key` is where the token stands."""
        now, before = clock.now(), self.used_at
        if before is not None and now - before < USED_EVERY:
            return None
        as_read = present() & equals("used_at", clock.iso(before) if before is not None else None)
        return Update(key, Change().set(used_at=clock.iso(now)), as_read)
