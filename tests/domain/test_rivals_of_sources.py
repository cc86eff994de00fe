"""Line items that come from other records, and moves to where others want to be, while these change."""

from typing import Any

import pytest

from domain.asking import all_keys, ask, done, faulty_params, item_on, record_of
from domain.faults import Faults
from domain.wholeness import assert_whole
from domain.world import World, build_world, make_order
from line_items import bulk_create, create, delete, update
from line_items import index as index_items
from line_items import read as read_item
from orders import update as update_order


@pytest.fixture
def world(tables: Any) -> World:
    return build_world()


@pytest.fixture
def second(world: World) -> int:
    """Another order of the client's."""
    return make_order(world.users["client"]["client_id"])


def _give_away(world: World, order: int, to: str = "other_client") -> None:
    done(update_order.handler, world, "employee", id=order, client_id=world.users[to]["client_id"])


def _move(world: World, id: int, order: int, as_: str = "client") -> tuple[int, dict[str, Any]]:
    return ask(update.handler, world, as_, id=id, itemable_type="Order", itemable_id=order)


@pytest.mark.parametrize("handler", [create.handler, bulk_create.handler], ids=["create", "bulk"])
@pytest.mark.parametrize("kind", ["Order", "LineItem"])
def test_a_source_that_was_given_away_meanwhile_does_not_exist(
    world: World, tables: Any, faults: Faults, second: int, handler: Any, kind: str
) -> None:
    on_second = done(create.handler, world, itemable_type="Order", itemable_id=second)["id"]
    source = {"sourceable_type": kind, "sourceable_id": second if kind == "Order" else on_second}
    before = all_keys(tables)
    faults.meanwhile(lambda: _give_away(world, second))
    params = {"itemable_type": "Order", "itemable_id": world.order, **source}
    is_bulk = handler is bulk_create.handler
    answer = ask(handler, world, **({"line_items": [params]} if is_bulk else params))
    assert faulty_params(answer) == {"line_items[0].sourceable_id" if is_bulk else "sourceable_id"}
    assert all_keys(tables) == before
    assert_whole(tables)


def test_a_bulk_that_has_its_order_as_a_source_too_is_listed_for_its_new_owner(
    world: World, tables: Any, faults: Faults, second: int
) -> None:
    as_source = {"sourceable_type": "Order", "sourceable_id": world.order}
    elements = [
        {"itemable_type": "Order", "itemable_id": world.order},
        {"itemable_type": "Order", "itemable_id": second, **as_source},
    ]
    faults.meanwhile(lambda: _give_away(world, world.order))
    done(bulk_create.handler, world, "employee", line_items=elements)
    assert_whole(tables)


def test_the_largest_bulk_is_not_added_to_an_order_that_was_given_away_meanwhile(
    world: World, tables: Any, faults: Faults
) -> None:
    before = all_keys(tables)
    element = {"itemable_type": "Order", "itemable_id": world.order}
    faults.meanwhile(lambda: _give_away(world, world.order))
    answer = ask(bulk_create.handler, world, line_items=[element] * 45)
    assert len(faulty_params(answer)) == 45
    assert all_keys(tables) == before


@pytest.mark.parametrize("number", range(3))
def test_the_same_move_between_the_writes_of_another_is_done_for_each(
    world: World, tables: Any, faults: Faults, number: int
) -> None:
    id = item_on(world, key="k")["id"]
    answers: list[Any] = []

    def move() -> None:
        answers.append(ask(update.handler, world, id=id, key="new"))

    def move_twice() -> None:
        move()
        move()

    faults.meanwhile(move_twice, skip=number)
    move()
    assert {(code, body.get("data", {}).get("key")) for code, body in answers} == {(200, "new")}
    assert_whole(tables)


def test_the_same_move_with_a_guard_is_done_once_or_says_that_it_was_done(
    world: World, tables: Any, faults: Faults
) -> None:
    made = item_on(world, key="k")
    params = {"id": made["id"], "key": "new", "if_updated_at": made["updated_at"]}
    faults.meanwhile(lambda: done(update.handler, world, **params))
    assert faulty_params(ask(update.handler, world, **params)) == {"if_updated_at"}
    assert record_of(tables, "LineItem", made["id"])["version"] == 2


@pytest.mark.parametrize("make", [True, False], ids=["made", "moved-there"])
def test_a_key_that_another_line_item_took_meanwhile_is_taken(
    world: World, tables: Any, faults: Faults, make: bool
) -> None:
    made, other = item_on(world, key="k"), item_on(world, key="other")

    def take() -> None:
        if make:
            item_on(world, key="new")
        else:
            done(update.handler, world, id=other["id"], key="new")

    faults.meanwhile(take)
    assert faulty_params(ask(update.handler, world, id=made["id"], key="new")) == {"key"}
    assert done(read_item.handler, world, id=made["id"]) == made
    assert_whole(tables)


def test_a_key_that_became_free_meanwhile_is_free(world: World, tables: Any, faults: Faults) -> None:
    made, other = item_on(world, key="k"), item_on(world, key="other")
    faults.meanwhile(lambda: done(delete.handler, world, id=other["id"]))
    code, _ = ask(update.handler, world, id=made["id"], key="other")
    assert done(read_item.handler, world, id=made["id"])["key"] == ("other" if code == 200 else "k")
    assert_whole(tables)


def test_nothing_moves_to_an_order_that_was_given_away_meanwhile(
    world: World, tables: Any, faults: Faults, second: int
) -> None:
    made = item_on(world, key="k")
    faults.meanwhile(lambda: _give_away(world, second))
    assert faulty_params(_move(world, made["id"], second)) == {"itemable_id"}
    assert done(read_item.handler, world, id=made["id"]) == made
    assert_whole(tables)


@pytest.mark.parametrize("source", [True, False], ids=["old-order", "new-order"])
def test_what_an_employee_moves_is_listed_for_whom_the_order_belongs_to(
    world: World, tables: Any, faults: Faults, second: int, source: bool
) -> None:
    made = item_on(world, key="k")
    faults.meanwhile(lambda: _give_away(world, world.order if source else second))
    assert _move(world, made["id"], second, "employee")[0] == 200
    listed = [done(index_items.handler, world, as_)["line_items"] for as_ in ("client", "other_client")]
    assert [len(found) for found in listed] == ([1, 0] if source else [0, 1])
    assert_whole(tables)


def test_of_two_moves_to_different_orders_the_last_counts(
    world: World, tables: Any, faults: Faults, second: int
) -> None:
    made = item_on(world, key="k")
    third = make_order(world.users["client"]["client_id"])
    faults.meanwhile(lambda: _move(world, made["id"], third))
    assert _move(world, made["id"], second)[0] == 200
    assert done(read_item.handler, world, id=made["id"])["itemable_id"] == second
    assert record_of(tables, "LineItem", made["id"])["version"] == 3
    assert_whole(tables)
