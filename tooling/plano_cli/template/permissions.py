"""docs/permissions.md: what each function may do with which partitions."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from plano.declarations.access import CHECK, CREATE, DELETE, QUERY, READ, UPDATE, Grant
from plano.declarations.route import Route
from plano.store.keys import Table
from plano_cli.template.others import OTHERS

_WORDS = {READ: "read", CHECK: "check", QUERY: "query", CREATE: "put", UPDATE: "update", DELETE: "delete"}
_HEAD = """\
# What each function may do

`bin/plano template write` writes this page from the routes' declarations, and from
`tooling/plano_cli/template/others.py` for the functions that answer for no route. A test holds each line against the
policies in `template.yaml`, as SAM translates them and an IAM simulator evaluates them: what stands here is allowed,
every other action on every other partition is denied. All that the functions really asked of the tables, in the
domain's tests and on the deployed stack, is allowed for each by its own role.

`layers/plano/plano/store/kinds.py` says which records stand in which partitions; line items stand in those of their
orders. Users, with the hashes of their passwords, stand in `User#*` of the records table.

A batch reads several tables at once, and one statement names the partitions of all of them. So who reads users may also
read the pointers from a user to its sessions, which have the same name in another table.

What each function has asked of the tables since the stack was started, the local AWS notes in
`.local/logs/accesses.jsonl`: a line for each kind of access, under the functions' and tables' deployed names. Where a
function lacks a permission, its log has a line `access-denied` with the function, the action, the table and the kind of
the partition.

## What the simulator can't tell

- Which keys AWS compares in a batch over several tables, and whether a transaction's update has `dynamodb:Attributes`:
  neither is documented. So a statement names all of a batch's partitions, and a session is marked as used by an
  UpdateItem of its own, whose attributes are documented.
- What stands in one partition: a permission for `Order#*` is one for an order and for its line items.
- Topics, queues, the bus and secrets: it is asked about tables only. Those permissions name one resource each, and the
  local AWS enforces them.
- What else limits a role in an account: permissions boundaries, an organization's policies, policies on the tables.
- The local stack's own conditions. The local AWS knows no `dynamodb:LeadingKeys`: it enforces actions and tables, and
  the domain's tests refuse what is not declared.
"""


def page(routes: Iterable[Route[Any]]) -> str:
    """The page's text."""
    of_routes = {route.name: route.grants() for route in routes}
    return _HEAD + "".join(_section(name, grants) for name, grants in [*sorted(of_routes.items()), *OTHERS.items()])


def _section(name: str, grants: frozenset[Grant]) -> str:
    if not grants:
        return f"\n## {name}\n\nNothing with the tables.\n"
    rows: defaultdict[tuple[Table, str, str], list[Grant]] = defaultdict(list)
    for grant in grants:
        rows[grant.table, f"index {grant.index}" if grant.index else "", grant.pattern].append(grant)
    lines = [
        f"| {table} | {index} | `{pattern}` | {', '.join(sorted(map(_words, found)))} |\n"
        for (table, index, pattern), found in sorted(rows.items())
    ]
    return f"\n## {name}\n\n| table | index | partitions | may |\n|---|---|---|---|\n{''.join(lines)}"


def _words(grant: Grant) -> str:
    only = f" (only `{'`, `'.join(grant.attributes)}`)" if grant.attributes else ""
    return f"{_WORDS[grant.action]}{only}"
