"""Applications: callers that act for themselves, with a token of their own, and what its record allows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from typing import ClassVar

from plano import clock, ids, tokens
from plano.domain.callers import APPLICATION, Caller
from plano.store import keys
from plano.store.changes import Change
from plano.store.conditions import absent, equals, present
from plano.store.keys import Key, Table
from plano.store.records import Record
from plano.store.write import Put, Update, write

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
        return any(fnmatchcase(route, pattern) for pattern in self.permissions)

    def touch(self, key: Key) -> Update | None:
        """The write that says it is used now; None where that is not due yet. `key` is where the token stands."""
        now, before = clock.now(), self.used_at
        if before is not None and now - before < USED_EVERY:
            return None
        as_read = present() & equals("used_at", clock.iso(before) if before is not None else None)
        return Update(key, Change().set(used_at=clock.iso(now)), as_read)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ApplicationEntry(Record):
    """What lists an application, and leads to its token; for a time also to the one that it had before."""

    KIND = "ApplicationEntry"
    TABLE: ClassVar = Table.SESSIONS

    key: Key
    token_hash: str
    former_hash: str | None = None

    @property
    def token_key(self) -> Key:
        """Where its token stands."""
        return keys.application_token(self.token_hash)

    @property
    def former_key(self) -> Key | None:
        """Where the token stands that it had before, if that may still be there."""
        return keys.application_token(self.former_hash) if self.former_hash is not None else None


def create(name: str, application: str, permissions: Iterable[str], *, created_by: str | None = None) -> str:
    """Make an application token, and answer it: nothing can show it again.

    Args:
        name: who holds it (`filemaker`); it is written into what the token does.
        application: one of the applications.
        permissions: routes, or patterns of them (`line_items.*`).
        created_by: the operator who made it.
    """
    token = tokens.new_token(tokens.APPLICATION_PREFIX)
    token_hash, now = tokens.token_hash(token), clock.iso(clock.now())
    record = ApplicationToken(ids.new_id(), name, application, sorted(set(permissions)), now, created_by)
    entry = ApplicationEntry(keys.application(record.id), token_hash)
    write([Put(keys.application_token(token_hash), record, absent()), Put(entry.key, entry, absent())])
    return token
