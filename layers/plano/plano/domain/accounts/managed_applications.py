"""Managing applications, for operators: making, listing, limiting, rotating and revoking their tokens."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from plano import clock, ids, tokens
from plano.domain.accounts.application_entries import ApplicationEntry, ApplicationName
from plano.domain.accounts.applications import ApplicationToken
from plano.store import keys
from plano.store.attempt import attempt
from plano.store.changes import Change
from plano.store.conditions import Condition, absent, equals, present
from plano.store.keys import Key
from plano.store.query import query_records
from plano.store.read import read_records
from plano.store.work import Work
from plano.store.write import ABSENCE, Action, Check, Delete, Put, Update

KEPT = timedelta(days=1)
"""How long a token that has ended stays in the table, before DynamoDB removes it."""


@dataclass(frozen=True, slots=True)
class Application:
    """An application: its token, and the one before as long as that is still let in."""

    entry: ApplicationEntry
    token: ApplicationToken
    former: ApplicationToken | None = None


class NameTaken(Exception):
    """An application has this name already, or this id."""


class Unknown(Exception):
    """There is no such application (any more)."""


def create(name: str, application: str, permissions: Iterable[str], *, created_by: str | None = None) -> str:
    """Make an application token, and answer it: nothing can show it again.

    Args:
        name: who holds it (`filemaker`); it is written into what the token does.
        application: one of the applications.
        permissions: routes, or patterns of them (`line_items.*`).
        created_by: the operator who made it.

    Raises:
        NameTaken: another has the name, even if it was made at the same moment.
    """
    work, token = Work(), tokens.new_token(tokens.APPLICATION_PREFIX)
    token_hash = tokens.token_hash(token)

    def once() -> str:
        # One from before names were kept to one application is found by its entry.
        if work.exists(keys.application_name(name)) or named(name):
            raise NameTaken(name)
        now = clock.iso(clock.now())
        record = ApplicationToken(ids.new_id(), name, application, sorted(set(permissions)), now, created_by)
        entry = ApplicationEntry(keys.application(record.id), token_hash)
        work.write(
            [
                Put(keys.application_name(name), ApplicationName(record.id), absent()),
                Put(keys.application_token(token_hash), record, absent()),
                Put(entry.key, entry, absent()),
            ]
        )
        return token

    return attempt(work, once)


def known() -> list[Application]:
    """All applications, the oldest first."""
    entries = list(query_records(keys.application(0), "", ApplicationEntry))
    wanted = [key for entry in entries for key in (entry.token_key, entry.former_key) if key is not None]
    found = read_records(wanted, ApplicationToken)
    return [
        Application(entry, found[entry.token_key], _former(entry, found))
        for entry in entries
        if entry.token_key in found
    ]


def named(name: str) -> list[Application]:
    """The applications with this name, or this id."""
    return [one for one in known() if name in (one.token.name, str(one.token.id))]


def limit(id: int, permissions: Iterable[str]) -> ApplicationToken:
    """Let the application call these routes and no others: with its token, and with the one before.

    Raises:
        Unknown: it is not there any more.
    """
    work, wanted = Work(), sorted(set(permissions))

    def once() -> ApplicationToken:
        entry, token = _read(id, work)
        change = Change().set(permissions=wanted)
        actions: list[Action] = [Check(entry.key, _as_read(entry)), Update(entry.token_key, change, present())]
        if entry.former_key is not None:
            actions.append(Update(entry.former_key, change, present(), ABSENCE))
        work.write(actions)
        return replace(token, permissions=wanted)

    return attempt(work, once)


def rotate(id: int, *, created_by: str | None, overlap: timedelta) -> str:
    """Give the application another token, and answer it: nothing can show it again.

    A token that an earlier rotation left valid ends now: there are never more than two.

    Args:
        overlap: how long the token that it has now stays valid beside the new one.

    Raises:
        Unknown: it is not there any more.
    """
    work, token = Work(), tokens.new_token(tokens.APPLICATION_PREFIX)
    token_hash = tokens.token_hash(token)

    def once() -> str:
        entry, before = _read(id, work)
        now = clock.now()
        made = replace(before, created_at=clock.iso(now), created_by=created_by, used_at=None, ends_at=None)
        actions: list[Action] = [
            Update(entry.key, _rotated(entry, token_hash, overlap), _as_read(entry)),
            Put(keys.application_token(token_hash), made, absent()),
        ]
        if overlap > timedelta(0):
            ends_at = now + overlap
            removed_at = int((ends_at + KEPT).timestamp())
            end = Change().set(ends_at=clock.iso(ends_at), removed_at=removed_at)
            actions.append(Update(entry.token_key, end, present()))
        else:
            actions.append(Delete(entry.token_key))
        if entry.former_key is not None:
            actions.append(Delete(entry.former_key))
        work.write(actions)
        return token

    return attempt(work, once)


def revoke(id: int) -> None:
    """End the application: no token of it lets anybody in from now on.

    Raises:
        Unknown: it is not there any more.
    """
    work = Work()

    def once() -> None:
        entry, token = _read(id, work)
        actions: list[Action] = [Delete(entry.key, _as_read(entry)), Delete(entry.token_key)]
        if entry.former_key is not None:
            actions.append(Delete(entry.former_key))
        name_key = keys.application_name(token.name)
        if work.get(name_key, ApplicationName) == ApplicationName(id):
            actions.append(Delete(name_key, equals("application_id", id)))
        work.write(actions)

    attempt(work, once)


def _read(id: int, work: Work) -> tuple[ApplicationEntry, ApplicationToken]:
    entry = work.get(keys.application(id), ApplicationEntry)
    token = work.get(entry.token_key, ApplicationToken) if entry is not None else None
    if entry is None or token is None:
        raise Unknown
    return entry, token


def _rotated(entry: ApplicationEntry, token_hash: str, overlap: timedelta) -> Change:
    return Change().set(token_hash=token_hash, former_hash=entry.token_hash if overlap > timedelta(0) else None)


def _as_read(entry: ApplicationEntry) -> Condition:
    """The condition that no other rotation, and no revocation, came first."""
    return present() & equals("token_hash", entry.token_hash)


def _former(entry: ApplicationEntry, found: Mapping[Key, ApplicationToken]) -> ApplicationToken | None:
    token = found.get(entry.former_key) if entry.former_key is not None else None
    return token if token is not None and not token.has_ended else None
