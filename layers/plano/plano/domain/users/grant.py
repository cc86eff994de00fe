"""Giving a user a role: the record behind the role, the role by application, and every session's copy of it."""

from collections.abc import Iterable
from typing import Any

from plano import clock, ids
from plano.domain.callers import CLIENT, EMPLOYEE, LIAISON, normalized_company
from plano.store import keys
from plano.store.keys import Key
from plano.store.query import query
from plano.store.values import Item
from plano.store.write import ABSENCE, ABSENT, PRESENT, Action, Condition, ConditionFailed, Put, Update, write

KINDS = {CLIENT: "Client", EMPLOYEE: "Employee", LIAISON: "Liaison"}
"""The record that stands behind each role."""
_SESSIONS_AT_ONCE = 90


class UserChanged(Exception):
    """The user was changed at the same time: read it again, and try again."""


def grant(
    user: Item, role: str, applications: Iterable[str], *, company: str | None = None, details: Item | None = None
) -> Item:
    """Give the user this role in these applications, and answer the user as it is then.

    Args:
        company: the name of a client's or liaison's company; a liaison acts for the clients of the same company.
        details: what else the role's record holds (a client's phone).

    Raises:
        UserChanged: the user is not any more what `user` says.
    """
    changed, actions = to_write(user, role, applications, company=company, details=details)
    try:
        write(actions)
    except ConditionFailed:
        raise UserChanged from None
    update_sessions(changed)
    return changed


def to_write(
    user: Item, role: str, applications: Iterable[str], *, company: str | None = None, details: Item | None = None
) -> tuple[Item, list[Action]]:
    """The user with the role, and the writes that make it so."""
    reference = f"{role}_id"
    record_id = user.get(reference) or ids.new_id()
    changed = {
        **user,
        "roles": {**user.get("roles", {}), **dict.fromkeys(applications, role)},
        reference: record_id,
        "version": user["version"] + 1,
        "updated_at": clock.iso(clock.now()),
    }
    if company is not None:
        changed["company"] = normalized_company(company)
    unchanged = Condition("#version = :before", {"version": "version"}, {"before": user["version"]})
    actions: list[Action] = [Put(keys.record("User", user["id"]), changed, unchanged)]
    if reference not in user:
        actions.append(_record(changed, KINDS[role], record_id, company, details or {}))
    return changed, actions


def update_sessions(user: Item) -> None:
    """Bring every session's copy of the user up to date. Safe to repeat."""
    hashes = [item["token_hash"] for item in query(_sessions_of(user), "Session#")]
    for start in range(0, len(hashes), _SESSIONS_AT_ONCE):
        chunk = hashes[start : start + _SESSIONS_AT_ONCE]
        write([session_update(user, keys.session(hashed), ABSENCE) for hashed in chunk])


def session_update(user: Item, session: Key, gives_way_to: frozenset[str] = frozenset()) -> Update:
    """The write that brings one session's copy of the user up to date."""
    names = {"roles": "roles"}
    values: dict[str, Any] = {"roles": user["roles"]}
    for name in ("client_id", "company"):
        if user.get(name) is not None:
            names[name], values[name] = name, user[name]
    change = Condition("SET " + ", ".join(f"#{name} = :{name}" for name in names), names, values)
    return Update(session, change, PRESENT, gives_way_to)


def _sessions_of(user: Item) -> Key:
    return keys.session_of_user(user["id"], 0)


def _record(user: Item, kind: str, id: int, company: str | None, details: Item) -> Put:
    values = {
        "kind": kind,
        "id": id,
        "user_id": user["id"],
        "company_name": company,
        "company": user.get("company"),
        **details,
        "created_at": user["updated_at"],
    }
    return Put(keys.record(kind, id), values, ABSENT)
