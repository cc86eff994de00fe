"""docs/permissions.md: what each route's function may do with which partitions."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from plano.declarations.access import CHECK, CREATE, DELETE, QUERY, READ, UPDATE, Grant
from plano.declarations.route import Route
from plano.store.keys import Table

_WORDS = {READ: "read", CHECK: "check", QUERY: "query", CREATE: "put", UPDATE: "update", DELETE: "delete"}
_HEAD = """\
# What each route's function may do

`bin/plano template write` writes this page from the routes' declarations. A test holds each line against the policies
in `template.yaml`, as SAM translates them and an IAM simulator evaluates them: what stands here is allowed, every other
action on every other partition is denied. `layers/plano/plano/store/kinds.py` says which records stand in which
partitions; line items stand in those of their orders. Users, with the hashes of their passwords, stand in `User#*` of
the records table.

A batch reads several tables at once, and one statement names the partitions of all of them. So who reads users may also
read the pointers from a user to its sessions, which have the same name in another table.
"""


def page(routes: Iterable[Route[Any]]) -> str:
    """The page's text."""
    return _HEAD + "".join(_section(route) for route in sorted(routes, key=lambda route: route.name))


def _section(route: Route[Any]) -> str:
    rows: defaultdict[tuple[Table, str, str], list[Grant]] = defaultdict(list)
    for grant in route.grants():
        rows[grant.table, f"index {grant.index}" if grant.index else "", grant.pattern].append(grant)
    lines = [
        f"| {table} | {index} | `{pattern}` | {', '.join(sorted(map(_words, grants)))} |\n"
        for (table, index, pattern), grants in sorted(rows.items())
    ]
    return f"\n## {route.name}\n\n| table | index | partitions | may |\n|---|---|---|---|\n{''.join(lines)}"


def _words(grant: Grant) -> str:
    only = f" (only `{'`, `'.join(grant.attributes)}`)" if grant.attributes else ""
    return f"{_WORDS[grant.action]}{only}"
