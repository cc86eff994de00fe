"""A session as it is stored, and the three views in which it is answered."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import ClassVar

from plano import clock
from plano.domain.accounts.person import Person
from plano.domain.callers import CLIENT, LIAISON, USER, Caller
from plano.domain.sessions import times
from plano.store import keys
from plano.store.changes import Change
from plano.store.conditions import equals, present
from plano.store.keys import Key, Table
from plano.store.records import Record
from plano.store.write import Update
from plano.values import Fields, Value


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Session(Record):
    """A login. What is known of its user is copied into it, so that a request needs only this one record.

    `key` says where it stands: under the hash of its token. `roles` maps an application to the user's role there; it is
    empty for a user without any record of a role. `user_version` is the user's when it was copied.
    """

    KIND = "Session"
    TABLE: ClassVar = Table.SESSIONS

    key: Key
    id: int
    application: str
    remember_me: bool
    created_at: datetime
    used_at: datetime
    removed_at: int | None = None
    version: int | None = None
    user: Person
    user_version: int | None = None
    roles: Mapping[str, str] = field(default_factory=dict)
    client_id: int | None = None
    company: str | None = None

    @property
    def is_expired(self) -> bool:
        """Whether it has ended by now."""
        return times.is_expired(self.created_at, self.used_at, remember_me=self.remember_me, now=clock.now())

    @property
    def name(self) -> str:
        """Who it is, in records and in the log."""
        return f"user {self.user.id}"

    def touch(self) -> Update | None:
        """The write that says it is used now; None where that is not due yet."""
        now = clock.now()
        if not times.is_due(self.used_at, now):
            return None
        as_read = present() & equals("used_at", clock.iso(self.used_at))
        return Update(self.key, Change().set(used_at=clock.iso(now)), as_read)

    def caller(self, application: str) -> Caller:
        """Who calls with this session, acting in the user's role in this application."""
        role = self.roles.get(application, USER)
        return Caller(
            role=role,
            application=application,
            name=self.name,
            user_id=self.user.id,
            session_id=self.id,
            client_id=self.client_id if role == CLIENT else None,
            company=self.company if role == LIAISON else None,
        )


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SessionPointer(Record):
    """What leads from a user to one of its sessions."""

    KIND = "SessionOfUser"
    TABLE: ClassVar = Table.SESSIONS

    key: Key
    token_hash: str
    removed_at: int | None = None

    @property
    def session_id(self) -> int:
        """The session's id."""
        return keys.session_id_in(self.key)

    @property
    def session_key(self) -> Key:
        """Where the session stands."""
        return keys.session(self.token_hash)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Permissions(Record):
    """Which routes each role may call, as the registry has it."""

    KIND = "Permissions"
    TABLE: ClassVar = Table.REGISTRY

    client: Sequence[str] = ()
    employee: Sequence[str] = ()
    liaison: Sequence[str] = ()
    application: Sequence[str] = ()
    user: Sequence[str] = ()


def in_view(session: Session, view: str | None = None, permissions: Permissions | None = None) -> Fields:
    """What an answer holds of a session: minimal, default (if None is named) or full, which shows the permissions."""
    ends = times.expires_at(session.created_at, session.used_at, remember_me=session.remember_me)
    role = session.roles.get(session.application)
    shown: dict[str, Value] = {
        "id": session.id,
        "application": session.application,
        "expires_at": clock.iso(ends) if ends else None,
    }
    if view != "minimal":
        shown |= {
            "user": {name: value for name, value in asdict(session.user).items() if value is not None},
            "role": role,
            "remember_me": session.remember_me,
            "created_at": clock.iso(session.created_at),
            "used_at": clock.iso(session.used_at),
        }
    if view == "full":
        allowed: Sequence[str] = getattr(permissions, role or USER) if permissions else ()
        shown |= {"roles": dict(session.roles), "permissions": sorted(allowed)}
    return shown
