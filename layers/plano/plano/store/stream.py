"""The records table's stream: what each change made of which record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from plano import clock
from plano.store.values import Item, from_item


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the record before and after it, None where there was none; and when it was written."""

    old: Item | None
    new: Item | None
    time: str


def sequence_number(record: Mapping[str, Any]) -> str:
    """How the stream names this change."""
    return str(record["dynamodb"]["SequenceNumber"])


def keys_of(record: Mapping[str, Any]) -> Item:
    """The primary key of the record that changed."""
    return from_item(record["dynamodb"]["Keys"])


def change_of(record: Mapping[str, Any]) -> Change:
    """The change in a record of the stream.

    Raises:
        KeyError, TypeError, ValueError: it can't be read.
    """
    found = record["dynamodb"]
    old, new = (from_item(found[image]) if found.get(image) else None for image in ("OldImage", "NewImage"))
    return Change(old, new, _written_at(found))


def _written_at(found: Mapping[str, Any]) -> str:
    seconds = found.get("ApproximateCreationDateTime")
    return clock.iso(datetime.fromtimestamp(float(seconds), UTC) if seconds is not None else clock.now())
