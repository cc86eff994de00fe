"""The JSON schemas of the events, written from what answers are written from."""

from typing import Any

from plano.declarations.describe_answer import describe_answer
from plano.domain.events.line_item_event import CREATED, REMOVED, TYPES, UPDATED
from plano.domain.line_items.record import LineItem
from plano.params.types import LARGEST_INTEGER
from plano.registry.openapi_params import value_schema

_TIME = {"type": "string", "format": "date-time"}
_WHO = {"type": "string", "examples": ["user 193404026883419", "application filemaker"]}
_ID = {"type": "integer", "minimum": 1, "maximum": LARGEST_INTEGER}
DESCRIPTIONS = {
    CREATED: "A line item was added.",
    UPDATED: "A line item was changed, or moved to another order.",
    REMOVED: "A line item was removed.",
}
_HOLDS = {CREATED: ("new",), UPDATED: ("old", "new"), REMOVED: ("old",)}
_IMAGES = {"old": "The line item before.", "new": "The line item after."}


def event_schemas() -> dict[str, dict[str, Any]]:
    """The schema of the detail of each type of event."""
    return {kind: _schema(kind) for kind in TYPES}


def event_example(kind: str) -> dict[str, Any]:
    """An event of this type, as EventBridge delivers it."""
    item: dict[str, Any] = {
        "id": 193404026883419,
        "itemable_type": "Order",
        "itemable_id": 193404026000001,
        "quantity": 2,
        "created_at": "2026-11-24T09:30:00Z",
        "updated_at": "2026-11-24T09:30:00Z",
        "version": 1,
        "created_by": "user 193404020000007",
        "updated_by": "user 193404020000007",
    }
    later = {**item, "quantity": 3, "version": 2, "updated_at": "2026-11-24T10:00:00Z"}
    images = {CREATED: {"new": item}, UPDATED: {"old": item, "new": later}, REMOVED: {"old": item}}[kind]
    sequence = 1 if kind == CREATED else 2
    detail = {
        "id": f"{item['id']}-{sequence}",
        "type": kind,
        "sequence": sequence,
        "time": item["created_at"] if kind == CREATED else later["updated_at"],
        "who": item["updated_by"],
        "line_item_id": item["id"],
        **images,
    }
    return {"source": "plano", "detail-type": kind, "detail": detail}


def _schema(kind: str) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "id": {
            "type": "string",
            "pattern": "^[0-9]+-[0-9]+$",
            "description": "The event's id: the same when it arrives again. Drop one that you have seen.",
        },
        "type": {"const": kind},
        "sequence": {
            "type": "integer",
            "minimum": 1,
            "description": "Which of the line item's events this is, without gaps. Drop one behind what you saw.",
        },
        "time": {**_TIME, "description": "When it happened."},
        "who": {**_WHO, "description": "Who did it; `unknown` where it was done past the API."},
        "line_item_id": {**_ID, "description": "The line item that it happened to."},
        **{image: {"$ref": "#/$defs/line_item", "description": _IMAGES[image]} for image in _HOLDS[kind]},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind,
        "description": f"{DESCRIPTIONS[kind]} The `detail` of an event on the bus. More may be added to it.",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "$defs": {"line_item": _line_item()},
    }


def _line_item() -> dict[str, Any]:
    """The line item, in the full view, as its answers are described."""
    fields = {field["name"]: field for field in describe_answer(LineItem, takes_view=True)["children"]}
    shown = [fields[name] for name in LineItem.VIEWS["full"]]
    return {
        "type": "object",
        "description": "A line item as `line_items.read` answers it in the view `full`, without what was not given.",
        "properties": {field["name"]: value_schema(field) for field in shown},
        "required": [field["name"] for field in shown if field["required"]],
    }
