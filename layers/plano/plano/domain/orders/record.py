"""An order as it is kept, and as it is answered."""

from collections.abc import Mapping
from typing import Any

from plano.domain.orders.params import OrderFields
from plano.store import listings
from plano.store.values import Item

KIND = "Order"
FIELDS = tuple(OrderFields.model_fields)
_MINIMAL = ("id", "key", "client_id", "created_at", "updated_at")
_DEFAULT = ("id", *FIELDS, "created_at", "updated_at")
VIEWS: Mapping[str, tuple[str, ...]] = {
    "minimal": _MINIMAL,
    "default": _DEFAULT,
    "full": (*_DEFAULT, "version", "created_by", "updated_by"),
}


def to_answer(order: Mapping[str, Any], view: str = "default") -> Item:
    """What an answer holds of an order in one of the `VIEWS`."""
    return {name: order[name] for name in VIEWS[view] if name in order}


def listed(order: Mapping[str, Any]) -> Item:
    """The attributes by which an order is listed; None where it is not listed so."""
    return {
        **listings.owned(KIND, order.get("client_id"), order.get("company")),
        **listings.by_key(KIND, order.get("key")),
        **listings.among_all(KIND, order["id"]),
    }
