"""The records table's stream: what each change made of which record."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from plano import clock
from plano.store.keys import Key, Table
from plano.store.records import R
from plano.store.values import from_item

StreamRecord = Mapping[str, Any]
"""A change as Lambda gets it from DynamoDB."""


class StreamChange:
    """One change: the record before and after it, and when it was written.

    Raises:
        KeyError, TypeError, ValueError: it can't be read.
    """

    def __init__(self, record: StreamRecord) -> None:
        found = record["dynamodb"]
        old, new = found.get("OldImage"), found.get("NewImage")
        self._old, self._new = (from_item(image) if image else None for image in (old, new))
        seconds = found.get("ApproximateCreationDateTime")
        self.time = clock.iso(datetime.fromtimestamp(float(seconds), UTC) if seconds is not None else clock.now())

    @property
    def has_new(self) -> bool:
        """Whether there is still a record."""
        return self._new is not None

    def old(self, kind: type[R]) -> R | None:
        """The record before the change, if it was one of this kind."""
        return kind.from_item(self._old) if self._old and self._old.get("kind") == kind.KIND else None

    def new(self, kind: type[R]) -> R | None:
        """The record after the change, if it is one of this kind."""
        return kind.from_item(self._new) if self._new and self._new.get("kind") == kind.KIND else None


def sequence_number(record: StreamRecord) -> str:
    """How the stream names this change."""
    return str(record["dynamodb"]["SequenceNumber"])


def key_of(record: StreamRecord) -> Key:
    """Where the record stands that changed."""
    found = from_item(record["dynamodb"]["Keys"])
    return Key(Table.RECORDS, found["pk"], found["sk"])
