"""line_items.bulk_create: all or none, each checked as one by itself, and nothing twice."""

from typing import Any

import pytest

from domain.world import World, build_world, call, make_order
from line_items import bulk_create, create, index, read
from orders import read as read_order
from orders import update as update_order
from plano.store.keys import Table


@pytest.fixture
def world(tables: Any) -> World:
    return build_world()


def _bulk(world: World, elements: list[Any], as_: str = "client") -> tuple[int, dict[str, Any]]:
    return call(bulk_create.handler, {"token": world.tokens[as_], "line_items": elements})


def _on(order: int, **params: Any) -> dict[str, Any]:
    return {"itemable_type": "Order", "itemable_id": order, **params}


def _count(tables: Any) -> int:
    return int(tables.scan(TableName=Table.RECORDS.deployed_name(), Select="COUNT")["Count"])


def _totals(world: World) -> dict[str, Any]:
    body = call(read_order.handler, {"token": world.tokens["client"], "id": world.order})[1]
    return dict(body["data"]["totals"])


@pytest.mark.parametrize("size", [1, 45])
def test_all_are_added_in_their_order(world: World, size: int) -> None:
    elements = [_on(world.order, quantity=number, net_price=0.1) for number in range(size)]
    code, body = _bulk(world, elements)
    assert code == 200, body
    made = body["data"]["line_items"]
    assert [item["quantity"] for item in made] == list(range(size))
    assert [item["id"] for item in made] == sorted({item["id"] for item in made})
    for item in made[:2]:
        assert call(read.handler, {"token": world.tokens["client"], "id": item["id"]})[1]["data"] == item
    assert _totals(world)["count"] == size


def test_one_bad_of_many_and_none_is_added(world: World, tables: Any) -> None:
    before = _count(tables)
    elements = [_on(world.order, key=str(number)) for number in range(45)]
    elements[42] = _on(world.other_order)
    elements[43] = _on(world.order, sourceable_type="Service", sourceable_id=5, service_id=5)
    code, body = _bulk(world, elements)
    assert (code, body["status"]) == (400, "invalid-param")
    assert [fault["param"] for fault in body["errors"]] == [
        "line_items[42].itemable_id",
        "line_items[43].sourceable_id",
        "line_items[43].service_id",
    ]
    assert _count(tables) == before


@pytest.mark.parametrize(
    ("elements", "faults"),
    [
        ([], {"line_items"}),
        ([{}] * 46, {"line_items"}),
        ({}, {"line_items"}),
        ([7, None], {"line_items[0]", "line_items[1]"}),
        ([{"itemable_type": "Order"}], {"line_items[0].itemable_id"}),
        ([{"itemable_type": "Order", "itemable_id": 1, "token": "t"}], {"line_items[0].token"}),
        ([{"itemable_type": "Order", "itemable_id": 1, "quantty": 1}], {"line_items[0].quantty"}),
    ],
)
def test_what_is_wrong_is_named_by_position(world: World, elements: Any, faults: set[str]) -> None:
    code, body = _bulk(world, elements)
    assert code == 400
    assert {fault["param"] for fault in body["errors"]} == faults


def test_an_unknown_param_is_answered_with_the_near_one(world: World) -> None:
    body = _bulk(world, [_on(world.order, quantty=1)])[1]
    assert "did you mean quantity?" in body["errors"][0]["message"]


def test_two_with_one_key_are_both_named(world: World, tables: Any) -> None:
    before = _count(tables)
    code, body = _bulk(world, [_on(world.order, key="a"), _on(world.order), _on(world.order, key="a")])
    assert code == 400
    assert [fault["param"] for fault in body["errors"]] == ["line_items[0].key", "line_items[2].key"]
    assert _count(tables) == before


@pytest.mark.parametrize("size", [2, 6])
def test_the_same_again_answers_the_same_and_writes_nothing(world: World, tables: Any, size: int) -> None:
    elements = [_on(world.order, key=str(number), price=number) for number in range(size)]
    first = _bulk(world, elements)[1]["data"]
    before = _count(tables)
    again = _bulk(world, elements)
    assert again[1]["data"] == first
    assert _count(tables) == before
    more = _bulk(world, [*elements[:2], _on(world.order, key="new")])[1]["data"]["line_items"]
    assert more[:2] == first["line_items"][:2]
    assert _count(tables) == before + 2
    changed = [_on(world.order, key="0", price=5), *elements[1:]]
    assert [fault["param"] for fault in _bulk(world, changed)[1]["errors"]] == ["line_items[0].key"]


def test_a_source_on_somebody_else_s_order_is_one_that_does_not_exist(world: World) -> None:
    theirs = call(create.handler, {"token": world.tokens["other_client"], **_on(world.other_order)})[1]["data"]["id"]
    told = [
        _bulk(world, [_on(world.order, sourceable_type="LineItem", sourceable_id=id)])[1]["errors"]
        for id in (theirs, 5)
    ]
    assert told[0] == told[1]
    assert told[0][0]["param"] == "line_items[0].sourceable_id"


def test_many_orders_at_once(world: World) -> None:
    orders = [make_order(world.users["client"]["client_id"]) for _ in range(10)]
    code, body = _bulk(world, [_on(order, key="k") for order in orders])
    assert code == 200, body
    assert [item["itemable_id"] for item in body["data"]["line_items"]] == orders


def test_what_one_transaction_does_not_hold_is_refused_before_anything_is_written(world: World, tables: Any) -> None:
    orders = [make_order(world.users["client"]["client_id"]) for _ in range(11)]
    before = _count(tables)
    code, body = _bulk(world, [_on(orders[number % 11]) for number in range(45)])
    assert (code, body["status"]) == (400, "invalid-param")
    assert [fault["param"] for fault in body["errors"]] == ["line_items"]
    assert "fewer" in body["errors"][0]["message"]
    assert _count(tables) == before


def test_an_order_that_is_also_a_source_is_still_checked_for_its_owner(world: World, tables: Any) -> None:
    other = world.users["other_client"]["client_id"]
    give_away = {"token": world.tokens["employee"], "id": world.order, "client_id": other}
    tables.meta.events.register_first("before-call.dynamodb.TransactWriteItems", _once(update_order.handler, give_away))
    elements = [_on(world.order), _on(world.order, sourceable_type="Order", sourceable_id=world.order)]
    code, body = _bulk(world, elements, "employee")
    assert code == 200, body
    made = body["data"]["line_items"][0]["id"]
    assert call(read.handler, {"token": world.tokens["other_client"], "id": made})[0] == 200
    listed = call(index.handler, {"token": world.tokens["other_client"]})[1]["data"]["line_items"]
    assert {item["id"] for item in body["data"]["line_items"]} == {item["id"] for item in listed}


def _once(handler: Any, params: dict[str, Any]) -> Any:
    """Calls the handler before the next transaction goes out, and no other."""
    waiting = [params]

    def go_first(**_: Any) -> None:
        if waiting:
            code, body = call(handler, waiting.pop())
            assert code == 200, body

    return go_first
