"""Orders and services are listed like line items; and what is wrong with a page is named."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.world import World, build_world, call, make_order
from line_items import index
from orders import create as create_order
from orders import index as index_orders
from orders import update as update_order
from plano import clock
from services import create as create_service
from services import index as index_services
from services import update as update_service

WEDNESDAY = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.fixture
def world(tables: Any) -> World:
    with clock.set_to(WEDNESDAY - timedelta(hours=60)):
        return build_world()


@pytest.fixture(autouse=True)
def _on_wednesday() -> Iterator[None]:
    with clock.set_to(WEDNESDAY):
        yield


def _ask(handler: Any, world: World, as_: str = "employee", **params: Any) -> tuple[int, dict[str, Any]]:
    return call(handler, {"token": world.tokens[as_], **params})


def _listed(handler: Any, world: World, as_: str = "employee", **params: Any) -> dict[str, Any]:
    code, body = _ask(handler, world, as_, **params)
    assert code == 200, body
    return dict(body["data"])


def _ids(data: dict[str, Any], name: str) -> list[int]:
    return [record["id"] for record in data[name]]


WRONG_PAGES: list[tuple[dict[str, Any], str]] = [
    ({"page": {"number": 0}}, "page.number"),
    ({"page": {"size": 0}}, "page.size"),
    ({"page": {"size": 101}}, "page.size"),
    ({"page": {"size": "25"}}, "page.size"),
    ({"page": {"cursor": "nonsense"}}, "page.cursor"),
    ({"page": {"cursor": ""}}, "page.cursor"),
    ({"page": {"cursor": "bnVsbA"}}, "page.cursor"),
    ({"page": {"number": 401}}, "page.number"),
    ({"page": {"numbre": 1}}, "page.numbre"),
    ({"page": 1}, "page"),
    ({"sort": {"by": "price"}}, "sort.by"),
    ({"sort": {"order": "up"}}, "sort.order"),
    ({"filters": ["tomorrow"]}, "filters[0]"),
    ({"filters": "today"}, "filters"),
    ({"search": {"attributes": ["key"]}}, "search.term"),
    ({"search": {"term": "x", "attributes": ["price"]}}, "search.attributes[0]"),
    ({"search": {"term": ""}}, "search.term"),
    ({"view": "all"}, "view"),
    ({"count": 1}, "count"),
    ({"itemable_id": 5}, "itemable_type"),
]


def test_what_is_wrong_with_a_page_is_named(world: World) -> None:
    for params, fault in WRONG_PAGES:
        code, body = _ask(index.handler, world, **params)
        assert (code, [found["param"] for found in body["errors"]]) == (400, [fault]), params


def test_two_orders_can_have_one_key(world: World) -> None:
    first, second = (_listed(create_order.handler, world, "client", key="o-2")["id"] for _ in range(2))
    assert first != second
    found = _listed(index_orders.handler, world, "client", search={"term": "o-2", "attributes": ["key"]})
    assert {*_ids(found, "orders")} == {first, second}


def test_orders_are_listed_and_found_by_id_and_key(world: World) -> None:
    second = make_order(world.users["client"]["client_id"])
    _ask(update_order.handler, world, id=second, key="o-2")
    data = _listed(index_orders.handler, world, "client", count=True, sort={"order": "desc"})
    assert _ids(data, "orders") == [second, world.order]
    assert data["count"] == 2
    for term in ("o-2", str(second)):
        assert _ids(_listed(index_orders.handler, world, "client", search={"term": term}), "orders") == [second]
        assert _ids(_listed(index_orders.handler, world, "other_client", search={"term": term}), "orders") == []
    assert len(_ids(_listed(index_orders.handler, world), "orders")) == 3
    assert _ids(_listed(index_orders.handler, world, filters=["today"]), "orders") == [second]


def test_the_catalog_is_listed_by_whether_it_is_offered(world: World) -> None:
    made = [
        _ask(create_service.handler, world, name=name)[1]["data"]["id"] for name in ("Floor  plan", "Photos", "Video")
    ]
    _ask(update_service.handler, world, id=made[1], active=False)
    assert _ids(_listed(index_services.handler, world, "client"), "services") == sorted(made)
    assert _ids(_listed(index_services.handler, world, active=True), "services") == sorted([made[0], made[2]])
    assert _ids(_listed(index_services.handler, world, active=False), "services") == [made[1]]
    assert _ids(_listed(index_services.handler, world, search={"term": "floor plan"}), "services") == [made[0]]
    assert _ids(_listed(index_services.handler, world, search={"term": "photos"}, active=True), "services") == []
    assert _ids(_listed(index_services.handler, world, search={"term": str(made[2])}), "services") == [made[2]]
