"""What a request costs: DynamoDB round trips, counted where they are made."""

from datetime import timedelta
from typing import Any

import pytest

from domain.asking import done
from domain.idempotency import Sent
from domain.world import World, build_world, call, make_order
from line_items import bulk_create, create, read
from plano import clock
from services import create as create_service


@pytest.fixture
def world(tables: Any) -> World:
    return build_world()


@pytest.fixture
def trips(tables: Any) -> list[str]:
    """The names of the operations, as they are called."""
    made: list[str] = []
    tables.meta.events.register("before-call.dynamodb", lambda model, **_: made.append(model.name))
    return made


@pytest.fixture
def service(world: World) -> int:
    return int(done(create_service.handler, world, "employee", name="Floor plan")["id"])


def _full(world: World, **more: Any) -> dict[str, Any]:
    return {
        "token": world.tokens["client"],
        "application": "planoorder",
        "session_view": "full",
        "itemable_type": "Order",
        "itemable_id": world.order,
        "sourceable_type": "Order",
        "sourceable_id": world.order,
        "key": "k",
        "quantity": 1,
        **more,
    }


def test_a_warm_create_takes_two_round_trips_whatever_params_it_has(
    world: World, service: int, trips: list[str]
) -> None:
    call(create.handler, _full(world, key="warm up"))
    trips.clear()
    assert call(create.handler, _full(world, service_id=service))[0] == 200
    assert trips == ["BatchGetItem", "TransactWriteItems"]


def test_a_cold_create_takes_no_more(world: World, trips: list[str]) -> None:
    assert call(create.handler, _full(world))[0] == 200
    assert trips == ["BatchGetItem", "TransactWriteItems"]


def test_marking_the_session_as_used_costs_one_more_once_in_five_minutes(world: World, trips: list[str]) -> None:
    with clock.set_to(clock.now() + timedelta(minutes=6)):
        assert call(create.handler, _full(world))[0] == 200
        assert trips == ["BatchGetItem", "TransactWriteItems", "UpdateItem"]
        trips.clear()
        assert call(create.handler, _full(world, key="another"))[0] == 200
        assert trips == ["BatchGetItem", "TransactWriteItems"]


@pytest.mark.parametrize(("view", "more"), [("minimal", 0), ("default", 0), ("full", 1)])
def test_permissions_are_read_for_a_full_view_only(world: World, tables: Any, view: str, more: int) -> None:
    call(create.handler, _full(world, key="warm up"))
    read_keys: list[Any] = []
    tables.meta.events.register(
        "provide-client-params.dynamodb.BatchGetItem",
        lambda params, **_: read_keys.extend(key for table in params["RequestItems"].values() for key in table["Keys"]),
    )
    assert call(create.handler, _full(world, session_view=view))[0] == 200
    session, order, line_item = 1, 1, 1
    assert len(read_keys) == session + order + line_item + more


def test_a_replay_takes_one(world: World, trips: list[str]) -> None:
    call(create.handler, _full(world))
    trips.clear()
    assert call(create.handler, _full(world))[0] == 200
    assert trips == ["BatchGetItem"]


def test_an_idempotency_key_costs_a_create_no_further_one(world: World, trips: list[str]) -> None:
    params = _full(world)
    sent = Sent(create.handler, params.pop("token"), params)
    sent.answer()
    assert trips == ["BatchGetItem", "TransactWriteItems"]
    trips.clear()
    assert sent.answer().replayed
    assert trips == ["BatchGetItem"]


def test_a_refusal_takes_one(world: World, trips: list[str]) -> None:
    assert call(create.handler, _full(world, itemable_id=world.other_order))[0] == 400
    assert trips == ["BatchGetItem"]


def test_a_line_item_is_read_in_two(world: World, trips: list[str]) -> None:
    id = call(create.handler, _full(world))[1]["data"]["id"]
    trips.clear()
    assert call(read.handler, {"token": world.tokens["client"], "id": id})[0] == 200
    assert trips == ["BatchGetItem", "BatchGetItem"]


def _many(world: World, sources: list[int]) -> dict[str, Any]:
    element = {"itemable_type": "Order", "itemable_id": world.order, "quantity": 1}
    return {
        "token": world.tokens["client"],
        "line_items": [
            {**element, "key": f"k{number}", "sourceable_type": "LineItem", "sourceable_id": source}
            for number, source in enumerate(sources)
        ],
    }


def test_a_full_bulk_takes_two_where_its_sources_are_on_its_order(world: World, trips: list[str]) -> None:
    plain = {"itemable_type": "Order", "itemable_id": world.order}
    made = call(bulk_create.handler, {"token": world.tokens["client"], "line_items": [plain] * 45})[1]
    sources = [item["id"] for item in made["data"]["line_items"]]
    trips.clear()
    assert call(bulk_create.handler, _many(world, sources))[0] == 200
    assert trips == ["BatchGetItem", "TransactWriteItems"]
    trips.clear()
    assert call(bulk_create.handler, _many(world, sources))[0] == 200
    assert set(trips) == {"BatchGetItem"}


def test_a_bulk_takes_one_more_where_its_sources_are_on_other_orders(world: World, trips: list[str]) -> None:
    on = [{"itemable_type": "Order", "itemable_id": make_order(world.users["client"]["client_id"])} for _ in range(3)]
    made = call(bulk_create.handler, {"token": world.tokens["client"], "line_items": on})[1]
    trips.clear()
    sources = [item["id"] for item in made["data"]["line_items"]]
    assert call(bulk_create.handler, _many(world, sources))[0] == 200
    assert trips == ["BatchGetItem", "BatchGetItem", "TransactWriteItems"]


def test_a_source_that_is_not_there_costs_as_much_as_somebody_else_s(world: World, trips: list[str]) -> None:
    theirs = {"token": world.tokens["other_client"], "itemable_type": "Order", "itemable_id": world.other_order}
    other = call(create.handler, theirs)[1]["data"]["id"]
    for more in ({}, {"service_id": 5}):
        told = []
        for id in (other, 5):
            trips.clear()
            source = {"sourceable_type": "LineItem", "sourceable_id": id, **more}
            told.append((call(create.handler, _full(world, **source))[1]["errors"], list(trips)))
        assert told[0] == told[1]
        assert {"sourceable_id", *more} == {fault["param"] for fault in told[0][0]}
