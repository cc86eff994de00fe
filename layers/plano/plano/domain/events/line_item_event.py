"""From a change in the table to the event that it is, if it is one."""

from dataclasses import dataclass
from typing import Any

from plano.domain.line_items.record import DELETED, KIND, is_there, to_answer
from plano.params.json_text import dump
from plano.store.stream import Change
from plano.store.values import Item

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
    old: Item | None
    new: Item | None

    @property
    def id(self) -> str:
        """The same, however often the event arrives."""
        return f"{self.line_item_id}-{self.sequence}"

    def to_detail(self) -> str:
        """The event as JSON, numbers exact."""
        detail: dict[str, Any] = {
            "id": self.id,
            "type": self.type,
            "sequence": self.sequence,
            "time": self.time,
            "who": self.who,
            "line_item_id": self.line_item_id,
        }
        return dump({**detail, **{name: item for name, item in (("old", self.old), ("new", self.new)) if item}})


def event_of(change: Change) -> LineItemEvent | None:
    """The event that a change of a line item's record is; None for one that only moves or lists it.

    Raises:
        KeyError: the record is none that the platform wrote.
    """
    old, new = (image if is_there(image) and image.get("kind") == KIND else None for image in (change.old, change.new))
    if new is not None:
        before = _shown(old) or new.get("previous")
        if before is not None and before["version"] == new["version"]:
            return None  # its order went to another client: nothing that is told of it has changed
        kind = CREATED if before is None else UPDATED
        return LineItemEvent(kind, new["id"], new["version"], new["updated_at"], new["updated_by"], before, _shown(new))
    if old is None:
        return None
    if change.new is None:
        return LineItemEvent(REMOVED, old["id"], old["version"] + 1, change.time, UNKNOWN, _shown(old), None)
    if DELETED in change.new:
        last = change.new
        return LineItemEvent(REMOVED, old["id"], last["version"], last[DELETED], last["deleted_by"], _shown(old), None)
    return None  # it was moved: the record in its new place is the event


def _shown(item: Item | None) -> Item | None:
    return to_answer(item, "full") if item is not None else None
