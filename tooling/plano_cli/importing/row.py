"""A row of a file: where it stands, what it says of a line item, and how it is known again."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Context, Decimal
from typing import Any

import simplejson

REASON, ROW, KEY = "rejected_because", "rejected_row", "rejected_key"
"""What a file of rejected rows has besides its columns."""
MARKS = (ROW, REASON, KEY)
EXACT = Context(prec=400)
"""For numbers of as many digits as DynamoDB holds, whatever their magnitudes."""
_OWN = "key"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number from 1, its lines in the file, its values, and what is wrong where it can't be read."""

    number: int
    lines: tuple[int, int]
    values: Mapping[str, Any]
    cells: Sequence[Any] | Mapping[str, Any] = field(default_factory=list)
    """The row as it stands in the file, for the file of rejected rows."""
    problem: str | None = None
    key: str = ""
    is_key_made_up: bool = False
    earlier_key: str | None = None
    """The key that the row had when it was rejected before."""

    def params(self) -> dict[str, Any]:
        """What is sent."""
        return {**self.values, _OWN: self.key} if self.is_key_made_up else dict(self.values)


class Keys:
    """Gives rows without a key one from what they say, and from their position among the rows that say the same."""

    def __init__(self) -> None:
        self._seen: Counter[bytes] = Counter()

    def give(self, row: Row) -> Row:
        """The row with its key."""
        own = row.values.get(_OWN)
        if own is not None and row.problem is None:
            return replace(row, key=own if isinstance(own, str) else "")
        if row.earlier_key:
            return replace(row, key=row.earlier_key, is_key_made_up=True)
        digest = _digest(row)
        self._seen[digest] += 1
        return replace(row, key=f"import-{digest.hex()}-{self._seen[digest]}", is_key_made_up=True)


def _digest(row: Row) -> bytes:
    said: Any = row.cells if row.problem else sorted((name, _plain(value)) for name, value in row.values.items())
    text = simplejson.dumps([bool(row.problem), said], use_decimal=True, default=str, sort_keys=True)
    return hashlib.sha256(text.encode()).digest()[:16]


def _plain(value: Any) -> Any:
    """Numbers that are equal in the same words: `1.50` and `1.5` are one price."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return value
    return f"{EXACT.normalize(Decimal(value)):e}"
