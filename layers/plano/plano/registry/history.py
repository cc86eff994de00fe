"""The history of the API: what each deployment changed for the programs that call it."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from plano import clock, ids
from plano.registry.diff import differences
from plano.registry.difference import Difference, DifferenceKind
from plano.registry.records import Records
from plano.store import kinds
from plano.store.keys import Key, Table, api_changes, api_route, api_service
from plano.store.query import newest
from plano.store.records import Record
from plano.store.values import Item
from plano.store.write import Put

MOST_SHOWN = 100
"""How many of the newest records are read."""
MOST_CHANGES, MOST_LETTERS = 300, 150
"""How many changes a record holds, and how many characters each of its two texts may have: at four bytes a character,
they stay below DynamoDB's 400 KB."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ApiChanges(Record):
    """What one transaction of a deployment changed; a deployment has as many as it needs."""

    KIND = kinds.Kind.API_CHANGES
    TABLE = Table.REGISTRY

    id: int
    deployment: str
    deployed_at: datetime
    changes: Sequence[Difference]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Deployment:
    """A deployment that changed something, and what."""

    id: str
    at: datetime
    changes: tuple[Difference, ...]
    left_out: int

    @property
    def breaking(self) -> list[Difference]:
        """What could make a program fail that worked before."""
        return [change for change in self.changes if change.breaks]

    @property
    def added(self) -> list[Difference]:
        """What there is now, and was not before."""
        return [change for change in self.changes if not change.breaks and change.kind == DifferenceKind.ADDED]

    @property
    def changed(self) -> list[Difference]:
        """The rest, which breaks nothing."""
        return [change for change in self.changes if not change.breaks and change.kind != DifferenceKind.ADDED]


def changes(id: int, deployment: str, before: Records, after: Records, written: Set[Key]) -> list[Put]:
    """What to write with the records of these keys; nothing, where programs notice nothing of them."""
    noticed = [
        one
        for one in differences(_part(before, written), _part(after, written))
        if one.breaks or one.kind != DifferenceKind.WORDING
    ]
    if not noticed:
        return []
    # What breaks is never what is left out.
    kept = sorted(noticed, key=lambda one: not one.breaks)[:MOST_CHANGES]
    short = [replace(one, where=_short(one.where), what=_short(one.what)) for one in kept]
    record = ApiChanges(id, deployment, clock.now(), short, len(noticed) - len(kept))
    return [Put(api_changes(id), record)]


def history() -> list[Deployment]:
    """The newest deployments that changed something, the last one first.

    Raises:
        StoreUnavailable: DynamoDB could not be reached, or refused each time.
    """
    found = newest(api_changes(ids.LARGEST), MOST_SHOWN, ApiChanges)
    deployments = [_deployed(list(parts)) for _, parts in groupby(found, key=lambda one: one.deployment)]
    # The oldest may have more parts than were read.
    return deployments[:-1] if len(found) == MOST_SHOWN and len(deployments) > 1 else deployments


def _deployed(parts: list[ApiChanges]) -> Deployment:
    """The parts of one deployment, the last one first."""
    in_order: Iterable[ApiChanges] = reversed(parts)
    together = tuple(change for part in in_order for change in part.changes)
    return Deployment(parts[0].deployment, parts[0].deployed_at, together, sum(part.left_out for part in parts))


def _part(records: Records, written: Set[Key]) -> Records:
    """Those of these keys. What a route's function may touch is no caller's business."""
    services = {slug: item for slug, item in records.services.items() if api_service(slug) in written}
    routes = {
        name: item for name, item in records.routes.items() if api_route(item["service"], item["action"]) in written
    }
    return Records(services, {name: _without_access(item) for name, item in routes.items()})


def _without_access(route: Item) -> Item:
    return {name: value for name, value in route.items() if name != "access"}


def _short(text: str) -> str:
    readable = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
    return readable if len(readable) <= MOST_LETTERS else f"{readable[: MOST_LETTERS - 1]}…"
