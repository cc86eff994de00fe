"""From a change in the table to the event that it is, if it is one."""

from dataclasses import dataclass

from plano.domain.line_items.record import LineItem, live
from plano.params.json_text import dump
from plano.store.stream import StreamChange
from plano.values import Fields, Value

CREATED, UPDATED, REMOVED = "line_item.created", "line_item.updated", "line_item.deleted"
TYPES = (CREATED, UPDATED, REMOVED)
UNKNOWN = "unknown"
"""Who did it, where a record was removed past the API."""


@dataclass(frozen=True, slots=True)
class LineItemEvent:
    """One event. `sequence` is the line item's version: it counts its events, without gaps."""

    type: str
    line_item_id: int
    sequence: int
    time: str
    who: str
    old: Fields | None
    new: Fields | None

    @property
    def id(self) -> str:
        """The same, however often the event arrives."""
        return f"{self.line_item_id}-{self.sequence}"

    def to_detail(self) -> str:
        """The event as JSON, numbers exact."""
        detail: dict[str, Value] = {
            "id": self.id,
            "type": self.type,
            "sequence": self.sequence,
            "time": self.time,
            "who": self.who,
            "line_item_id": self.line_item_id,
        }
        return dump({**detail, **{name: item for name, item in (("old", self.old), ("new", self.new)) if item}})


def event_of(change: StreamChange) -> LineItemEvent | None:
    """The event that a change of a line item's record is; None for one that only moves or lists it.

    Raises:
        KeyError, TypeError, ValueError: the record is not one that the platform wrote.
    """
    after = change.new(LineItem)
    old, new = live(change.old(LineItem)), live(after)
    if new is not None:
        return _written(old, new)
    if old is None:
        return None
    if not change.has_new:
        return LineItemEvent(REMOVED, old.id, old.version + 1, change.time, UNKNOWN, _shown(old), None)
    if after is not None and after.deleted_at is not None:
        who = after.deleted_by or UNKNOWN
        return LineItemEvent(REMOVED, old.id, after.version, after.deleted_at, who, _shown(old), None)
    return None  # it was moved: the record under its new key is the event


def _written(old: LineItem | None, new: LineItem) -> LineItemEvent | None:
    before = _shown(old) if old is not None else new.previous
    if before is not None and before["version"] == new.version:
        return None  # its order went to another client: nothing that an event says of it has changed
    kind = CREATED if before is None else UPDATED
    return LineItemEvent(kind, new.id, new.version, new.updated_at, new.updated_by, before, _shown(new))


def _shown(item: LineItem) -> Fields:
    return item.in_view("full")
