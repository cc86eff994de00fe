"""Giving a user a role: the record behind the role, the role by application, and every session's copy of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar

from plano import clock, ids
from plano.domain.accounts.record import User, user_key
from plano.domain.callers import CLIENT, EMPLOYEE, LIAISON, normalized_company
from plano.domain.shown import ShownRecord, shown
from plano.store import keys, listings
from plano.store.attempt import attempt
from plano.store.changes import Change
from plano.store.conditions import absent, below, present
from plano.store.keys import Key
from plano.store.query import query
from plano.store.work import Work
from plano.store.write import ABSENCE, Action, Put, Update, write
from plano.values import Fields

KINDS = {CLIENT: "Client", EMPLOYEE: "Employee", LIAISON: "Liaison"}
"""The record that stands behind each role."""
_SESSIONS_AT_ONCE = 90


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ClientRecord(ShownRecord):
    """The record behind the role of a client. `company` is its company's name as records are matched by it."""

    KIND = "Client"
    VIEWS: ClassVar = {"default": ("id", "user_id", "phone", "company_name", "created_at")}

    id: int = field(metadata=shown("The client's id, by which orders name it.", minimum=1))
    user_id: int = field(metadata=shown("The id of the user who is the client.", minimum=1))
    created_at: str = field(metadata=shown("When the user became a client: ISO 8601, in UTC.", format="date-time"))
    company_name: str | None = field(default=None, metadata=shown("The company that the client orders for."))
    company: str | None = None
    phone: str | None = field(default=None, metadata=shown("The number to call about orders."))


@dataclass(frozen=True, slots=True)
class Grant:
    """A role to be given, in these applications. A liaison acts for the clients of the same company."""

    role: str
    applications: tuple[str, ...]
    company_name: str | None = None
    phone: str | None = None

    @property
    def company(self) -> str | None:
        """The company's name as records are matched by it."""
        return normalized_company(self.company_name) if self.company_name is not None else None


def client_key(id: int) -> Key:
    """Where the client with this id stands."""
    return keys.record(ClientRecord.KIND, id)


def grant(user_id: int, role: str, applications: Iterable[str], *, company: str | None = None) -> User:
    """Give the user this role in these applications, and answer the user as it is then.

    Args:
        company: the name of a client's or liaison's company.
    """
    wanted, work = Grant(role, tuple(applications), company), Work()

    def once() -> User:
        user = work.get(user_key(user_id), User)
        if user is None:
            raise LookupError(f"there is no user {user_id}")
        changed, actions = to_write(user, wanted)
        work.write(actions)
        return changed

    changed = attempt(work, once)
    update_sessions(changed)
    return changed


def to_write(user: User, grant: Grant) -> tuple[User, list[Action]]:
    """The user with the role, and the writes that make it so."""
    reference = f"{grant.role}_id"
    known: int | None = getattr(user, reference)
    record_id = known if known is not None else ids.new_id()
    values: Fields = {
        "roles": {**user.roles, **dict.fromkeys(grant.applications, grant.role)},
        reference: record_id,
        "version": user.version + 1,
        "updated_at": clock.iso(clock.now()),
        # A user's company is the one that it acts for as a liaison; a client's stands in its client record.
        **({"company": grant.company} if grant.role == LIAISON and grant.company is not None else {}),
    }
    changed = user.with_values(values)
    record = _change_of_record if known is not None else _new_record
    listed = listings.among_all(User.KIND, user.id)  # those from before were in no list
    update = Update(user.primary_key, Change().set_all(values).set_all(listed), user.unchanged())
    return changed, [update, *record(changed, record_id, grant)]


def update_sessions(user: User) -> None:
    """Bring every session's copy of the user up to date. Safe to repeat, and to be late."""
    pointers = query(keys.session_of_user(user.id, 0), "Session#", attributes=("token_hash",))
    sessions = [keys.session(pointer["token_hash"]) for pointer in pointers]
    for start in range(0, len(sessions), _SESSIONS_AT_ONCE):
        write([session_update(user, key, ABSENCE) for key in sessions[start : start + _SESSIONS_AT_ONCE]])


def session_update(user: User, session: Key, gives_way_to: frozenset[str] = frozenset()) -> Update:
    """The write that brings one session's copy of the user up to date, unless it is newer already."""
    change = Change().set(roles=user.roles, client_id=user.client_id, company=user.company, user_version=user.version)
    is_older = absent("user_version") | below("user_version", user.version)
    return Update(session, change, present() & is_older, gives_way_to)


def _new_record(user: User, id: int, grant: Grant) -> list[Action]:
    values: Fields = {
        "kind": KINDS[grant.role],
        "id": id,
        "user_id": user.id,
        "company_name": grant.company_name,
        "company": grant.company,
        "phone": grant.phone,
        "created_at": user.updated_at,
    }
    return [Put(keys.record(KINDS[grant.role], id), values, absent())]


def _change_of_record(_user: User, id: int, grant: Grant) -> list[Action]:
    """The record behind the role has the new company too."""
    if grant.company_name is None:
        return []
    change = Change().set(company_name=grant.company_name, company=grant.company)
    return [Update(keys.record(KINDS[grant.role], id), change, present())]
