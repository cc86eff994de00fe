"""DynamoDB's published rules for sizes and units.

The stand-ins for DynamoDB don't settle it: moto gives the same units for everything; the local AWS knows the units of
writes, but counts a local index once in a transaction, and gives none for batches. So the units follow from the items.
"""

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

Attributes = Mapping[str, Any]
WRITE_UNIT, READ_UNIT = 1024, 4096
"""How many bytes one unit writes, and reads strongly consistent."""
_OVERHEAD = 100
TRANSACTION = 2
"""How many times its units a write costs in a transaction; a check costs what a write does."""


@dataclass(frozen=True, slots=True)
class Index:
    """An index that holds nothing but keys: of an entry, these attributes."""

    name: str
    partition_key: str
    attributes: tuple[str, ...]
    is_local: bool

    def entry(self, item: Attributes | None) -> Attributes | None:
        """What the index holds of an item, if the item has all of its keys."""
        if item is None or any(name not in item for name in self.attributes):
            return None
        return {name: item[name] for name in self.attributes}


def indexes(table: Mapping[str, Any]) -> list[Index]:
    """The indexes of a table, as the template defines it."""
    keys = tuple(key["AttributeName"] for key in table["KeySchema"])
    return [
        Index(
            name=one["IndexName"],
            partition_key=one["KeySchema"][0]["AttributeName"],
            attributes=tuple(dict.fromkeys((*(key["AttributeName"] for key in one["KeySchema"]), *keys))),
            is_local=kind == "LocalSecondaryIndexes",
        )
        for kind in ("LocalSecondaryIndexes", "GlobalSecondaryIndexes")
        for one in table.get(kind, ())
    ]


def size(item: Attributes | None) -> int:
    """How many bytes an item has: names and values."""
    return sum(len(name.encode()) + _value(value) for name, value in (item or {}).items())


def stored(item: Attributes | None) -> int:
    """How many bytes of storage an item, or an entry of an index, is billed for."""
    return size(item) + _OVERHEAD if item is not None else 0


def write_units(*states: Attributes | None) -> int:
    """What a write costs, by the larger of the item before and after it; what isn't there counts as one unit."""
    return max(1, ceil(max(map(size, states)) / WRITE_UNIT))


def read_units(items: Iterable[Attributes], *, consistent: bool = True) -> float:
    """What it costs to read these together, as one query does."""
    units = max(1, ceil(sum(map(size, items)) / READ_UNIT))
    return units if consistent else units / 2


def index_units(before: Attributes | None, after: Attributes | None) -> int:
    """What bringing one index up to date costs: nothing where its entry stays, two writes where it moves."""
    if before == after:
        return 0
    return sum(write_units(entry) for entry in (before, after) if entry is not None)


def _value(attribute: Mapping[str, Any]) -> int:
    ((kind, value),) = attribute.items()
    match kind:
        case "S":
            return len(value.encode("utf-8", "surrogatepass"))
        case "N":
            return ceil(len(value.lstrip("-").replace(".", "").strip("0")) / 2) + 1
        case "B":
            return len(value if isinstance(value, bytes) else base64.b64decode(value))
        case "M":
            return 3 + size(value) + len(value)
        case "L":
            return 3 + sum(_value(one) + 1 for one in value)
        case _:
            return 1
