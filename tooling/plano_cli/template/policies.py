"""From what a route may do to the policies of its function, in the template's words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from plano.declarations.access import CREATE, READ, Grant, touches
from plano.declarations.route import Route
from plano.store.keys import Table
from plano.store.kinds import PARTITIONS, Kind

_TABLES = {table: f"{table.value.capitalize()}Table" for table in Table}
_WIDTH = 120
Patterns = frozenset[str]


def _create(kind: Kind) -> frozenset[Grant]:
    return frozenset({Grant(CREATE, *PARTITIONS[kind])})


MANAGED = {
    "RoutePolicy": frozenset(touches()),
    "NotifyPolicy": _create(Kind.NOTIFICATION),
    "ReceiptPolicy": _create(Kind.RECEIPT),
}
"""The policies that routes share, and what each grants. They are written by hand, above the routes."""


def managed_policies(route: Route[Any]) -> list[str]:
    """The names of the shared policies that the route's function has."""
    granted = route.grants()
    return [name for name, grants in MANAGED.items() if grants <= granted]


def statements(route: Route[Any]) -> list[str]:
    """What the function may do beside that, each statement as YAML.

    A batch is read from several tables at once. Whether AWS compares all of its keys with each table's statement or
    those of that table only is not documented, so one statement names them all.
    """
    own = route.grants().difference(*MANAGED.values())
    reads = {grant for grant in own if grant.action == READ}
    return [
        _statement({READ}, {_resource(grant) for grant in reads}, {grant.pattern for grant in reads}),
        *(_statement(*parts) for parts in _together(own - reads)),
    ]


def _together(grants: Iterable[Grant]) -> Iterator[tuple[set[str], set[str], Patterns]]:
    """The actions, resources and patterns of each statement: no statement permits what no grant does."""
    patterns: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for grant in grants:
        patterns[_resource(grant), grant.action].add(grant.pattern)
    actions: defaultdict[tuple[str, Patterns], set[str]] = defaultdict(set)
    for (resource, action), found in patterns.items():
        actions[resource, frozenset(found)].add(action)
    resources: defaultdict[tuple[Patterns, frozenset[str]], set[str]] = defaultdict(set)
    for (resource, same), together in actions.items():
        resources[same, frozenset(together)].add(resource)
    for (same, done), where in sorted(resources.items(), key=lambda one: (sorted(one[1]), sorted(one[0][1]))):
        yield set(done), where, same


def _statement(actions: set[str], resources: set[str], patterns: Iterable[str]) -> str:
    lines = [
        "- Effect: Allow",
        *_wrapped("  Action: ", [f"dynamodb:{action}" for action in sorted(actions)]),
        *_wrapped("  Resource: ", sorted(resources)),
        "  Condition:",
        "    ForAllValues:StringLike:",
        *_wrapped("      dynamodb:LeadingKeys: ", [f'"{pattern}"' for pattern in sorted(patterns)]),
        '    "Null": {"dynamodb:LeadingKeys": !If [IsLocal, "true", "false"]}',
    ]
    return "\n".join(lines) + "\n"


def _resource(grant: Grant) -> str:
    table = _TABLES[grant.table]
    return f"!GetAtt {table}.Arn" if grant.index is None else f'!Sub "${{{table}.Arn}}/index/{grant.index}"'


def _wrapped(key: str, values: list[str]) -> Iterator[str]:
    """`key` with its value, or its values, in lines that are not too long where the statement stands."""
    if len(values) == 1:
        yield f"{key}{values[0]}"
        return
    whole = f"{key}[{', '.join(values)}]"
    room = _WIDTH - 12
    if len(whole) <= room:
        yield whole
        return
    indent = " " * (len(key) - len(key.lstrip()) + 2)
    yield f"{key.rstrip()}"
    for value in values:
        yield f"{indent}- {value}"
