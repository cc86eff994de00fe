"""A notification as it is kept, and as it is answered. It holds nothing that a caller sent, and no error's text."""

from collections.abc import Mapping
from typing import Any

from plano import clock, ids
from plano.statuses import Status
from plano.store.values import Item

_SHOWN = ("id", "status", "route", "request_id", "caller", "error", "where", "email", "created_at")


def new_notification(status: Status, *, route: str, request_id: str, **facts: Any) -> Item:
    """A notification of a request that ended with this status."""
    return {
        "kind": "Notification",
        "id": ids.new_id(),
        "status": status.slug,
        "route": route,
        "request_id": request_id,
        **facts,
        "created_at": clock.iso(clock.now()),
    }


def to_answer(item: Mapping[str, Any]) -> Item:
    """What an answer holds of a notification."""
    return {name: item[name] for name in _SHOWN if item.get(name) is not None}
