"""Groups of rows that fit into one request, and into the one transaction that it becomes."""

from collections.abc import Iterable, Iterator

from plano.domain.line_items.params import MOST_AT_ONCE
from plano_cli.importing.row import Row
from plano_cli.importing.sender import to_text

MOST_BYTES = 700_000
_MOST_ACTIONS = 100
"""How much DynamoDB writes in one transaction: a line item, its pointer, and a check of each order."""
TOO_LARGE = f"is too large to be sent: at most {MOST_BYTES // 1000} KB"


def to_groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows in groups, in their order."""
    group: list[Row] = []
    size = 0
    orders: set[tuple[str, str]] = set()
    for row in rows:
        more = len(to_text([row]))
        named = orders | _orders(row)
        is_full = len(group) == MOST_AT_ONCE or 2 * (len(group) + 1) + len(named) > _MOST_ACTIONS
        if group and (is_full or size + more > MOST_BYTES):
            yield group
            group, size, named = [], 0, _orders(row)
        group.append(row)
        size += more
        orders = named
    if group:
        yield group


def _orders(row: Row) -> set[tuple[str, str]]:
    values = row.values
    found = {("Order", str(values.get("itemable_id")))}
    if "sourceable_id" in values:
        found.add((str(values.get("sourceable_type")), str(values["sourceable_id"])))
    return found
