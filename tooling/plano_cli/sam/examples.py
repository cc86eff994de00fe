"""The example events of the functions that are no routes, as they stand in events/."""

from decimal import Decimal

from plano.domain.line_items.record import LineItem
from plano_cli.sam import shapes
from plano_cli.sam.shapes import Event

_WRITTEN = 1795510800.0
_MOMENT = "2026-11-24T09:00:00.000000Z"
_ITEM = LineItem(
    id=2,
    itemable_type="Order",
    itemable_id=1,
    service_id=3,
    service_name="Floor plan",
    quantity=2,
    price=Decimal("149.5"),
    fingerprint="0" * 64,
    version=1,
    created_at=_MOMENT,
    updated_at=_MOMENT,
    created_by="user 4",
    updated_by="user 4",
)


def examples_behind_routes() -> dict[str, Event]:
    """An event of each function that is no route, by the function's name."""
    marked = _ITEM.with_values({"deleted_at": _MOMENT, "deleted_by": "user 4", "version": 2})
    return {
        "gateway.route_non_existent": misspelled(),
        "documentation.app": page(),
        "registry.deploy": shapes.deployed("http://127.0.0.1:4566/example/answer"),
        "emails.deliver": shapes.queued(5),
        "events.publish": shapes.changed(_ITEM.primary_key, _ITEM.to_item(), written_at=_WRITTEN),
        "events.finish": shapes.changed(marked.primary_key, marked.to_item(), written_at=_WRITTEN),
    }


def misspelled() -> Event:
    """A request to an address that no route has, and one nearly has."""
    return shapes.request("POST", "/api/v1/line_items/creat")


def page() -> Event:
    """A look at a page of the documentation."""
    return shapes.request("GET", "/documentation/line_items/create") | {"headers": {"accept": "text/html"}}
