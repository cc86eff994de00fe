"""Access: which kinds of records a route touches, and the permissions that follow."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from plano.store.keys import Table
from plano.store.kinds import LISTINGS, PARTITIONS, Kind
from plano.store.listings import Index

READ, CHECK, QUERY = "BatchGetItem", "ConditionCheckItem", "Query"
CREATE, UPDATE, DELETE = "PutItem", "UpdateItem", "DeleteItem"
TOUCHED = ("pk", "sk", "used_at")
"""The attributes of a session that a route may name which only marks it as used."""


class Access(NamedTuple):
    """The kinds of records that a route's own action touches. What every route does follows by itself.

    `reads`: by their keys, also as a condition of what is written. `queries`: whole partitions of a table. `lists`: by
    an index. `creates` puts a record, also in the place of what is left of one.
    """

    reads: tuple[Kind, ...] = ()
    queries: tuple[Kind, ...] = ()
    lists: tuple[Kind, ...] = ()
    creates: tuple[Kind, ...] = ()
    updates: tuple[Kind, ...] = ()
    deletes: tuple[Kind, ...] = ()

    def by_name(self) -> dict[str, list[str]]:
        """The names of the kinds, by what is done with them; what is not done at all is left out."""
        words = {
            "reads": self.reads,
            "queries": self.queries,
            "lists": self.lists,
            "creates": self.creates,
            "updates": self.updates,
            "deletes": self.deletes,
        }
        return {word: sorted(kinds) for word, kinds in words.items() if kinds}


NO_ACCESS = Access()


@dataclass(frozen=True, slots=True)
class Grant:
    """One permission: an action on the partitions of a table, or of its index, that match a pattern."""

    action: str
    table: Table
    pattern: str
    index: Index | None = None
    attributes: tuple[str, ...] = ()
    """The only attributes that the action may name; any, where this is empty."""


def grants(access: Access, *, takes_token: bool, takes_idempotency_key: bool) -> frozenset[Grant]:
    """All that a route may do: with its action, and before and after it."""
    return frozenset(
        (*_of_action(access), *_of_pipeline(takes_token=takes_token, takes_idempotency_key=takes_idempotency_key))
    )


def _of_action(access: Access) -> Iterator[Grant]:
    writes = bool(access.creates or access.updates or access.deletes)
    yield from _on(READ, access.reads)
    yield from _on(CHECK, access.reads if writes else ())
    yield from _on(QUERY, access.queries)
    yield from _on(CREATE, access.creates)
    yield from _on(UPDATE, access.updates)
    yield from _on(DELETE, access.deletes)
    for kind in access.lists:
        for index, pattern in LISTINGS[kind].items():
            yield Grant(QUERY, Table.RECORDS, pattern, index)


def _of_pipeline(*, takes_token: bool, takes_idempotency_key: bool) -> Iterator[Grant]:
    yield from _on(READ, (Kind.API_SERVICE, Kind.API_ROUTE))
    yield from _on(CREATE, (Kind.NOTIFICATION,))  # of a crash
    if takes_token:
        yield from _on(READ, (Kind.SESSION, Kind.APPLICATION, Kind.PERMISSIONS))
        yield from touches()
    if takes_idempotency_key:
        yield from _on(READ, (Kind.RECEIPT,))
        yield from _on(CREATE, (Kind.RECEIPT,))


def touches() -> Iterator[Grant]:
    """The permission to mark a session, or an application's token, as used."""
    return (Grant(UPDATE, *PARTITIONS[kind], attributes=TOUCHED) for kind in (Kind.SESSION, Kind.APPLICATION))


def _on(action: str, kinds: Iterable[Kind]) -> Iterator[Grant]:
    return (Grant(action, *PARTITIONS[kind]) for kind in kinds)
