"""Adding line items while somebody takes their key, or gives their order away: none is lost, doubled or misplaced."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.asking import all_keys, ask, done, faulty_params, item_on
from domain.faults import Faults
from domain.giving import client_of, give_to
from domain.wholeness import assert_whole
from domain.world import APPLICATIONS, World, build_world, grant, new_user
from line_items import bulk_create, create, update
from line_items import index as index_items
from plano.domain.callers import CLIENT


@pytest.fixture
def world(tables: Any) -> World:
    return build_world()


def _on(world: World, **params: Any) -> dict[str, Any]:
    return {"itemable_type": "Order", "itemable_id": world.order, **params}


def _create(world: World, as_: str = "client", **params: Any) -> tuple[int, dict[str, Any]]:
    return ask(create.handler, world, as_, **_on(world, **params))


def _bulk(world: World, as_: str = "client", **params: Any) -> tuple[int, dict[str, Any]]:
    elements = [_on(world, key="a"), _on(world, **params), _on(world)]
    return ask(bulk_create.handler, world, as_, line_items=elements)


ADDING: list[Any] = [pytest.param(_create, "", id="create"), pytest.param(_bulk, "line_items[1].", id="bulk")]
Adding = Callable[..., tuple[int, dict[str, Any]]]


@pytest.mark.parametrize(("add", "prefix"), ADDING)
def test_two_with_one_key_make_one(world: World, tables: Any, faults: Faults, add: Adding, prefix: str) -> None:
    faults.meanwhile(lambda: item_on(world, key="k", quantity=1))
    code, body = add(world, key="k", quantity=1)
    assert code == 200, body
    found = done(index_items.handler, world)["line_items"]
    assert sorted(str(item.get("key")) for item in found) == (["None", "a", "k"] if prefix else ["k"])
    assert_whole(tables)


@pytest.mark.parametrize(("add", "prefix"), ADDING)
@pytest.mark.parametrize("moved", [False, True], ids=["made", "moved-there"])
def test_a_key_that_was_taken_meanwhile_is_taken(
    world: World, tables: Any, faults: Faults, add: Adding, prefix: str, moved: bool
) -> None:
    if moved:
        other = item_on(world, key="other", quantity=1)
        faults.meanwhile(lambda: done(update.handler, world, id=other["id"], key="k"))
    else:
        faults.meanwhile(lambda: item_on(world, key="k", quantity=2))
    assert faulty_params(add(world, key="k", quantity=1)) == {f"{prefix}key"}
    assert len(done(index_items.handler, world)["line_items"]) == 1
    assert_whole(tables)


@pytest.mark.parametrize(("add", "prefix"), ADDING)
def test_nothing_is_added_to_an_order_that_was_given_away_meanwhile(
    world: World, tables: Any, faults: Faults, add: Adding, prefix: str
) -> None:
    before = all_keys(tables)
    faults.meanwhile(lambda: give_to(world, client_of(world)))
    positions = ["line_items[0].", prefix, "line_items[2]."] if prefix else [""]
    assert faulty_params(add(world)) == {f"{position}itemable_id" for position in positions}
    assert all_keys(tables) == before
    assert_whole(tables)


@pytest.mark.parametrize(("add", "prefix"), ADDING)
def test_what_an_employee_adds_is_listed_for_whoever_the_order_was_given_to_meanwhile(
    world: World, tables: Any, faults: Faults, add: Adding, prefix: str
) -> None:
    faults.meanwhile(lambda: give_to(world, client_of(world)))
    code, body = add(world, "employee")
    assert code == 200, body
    assert len(done(index_items.handler, world, "other_client")["line_items"]) == (3 if prefix else 1)
    assert_whole(tables)


@pytest.mark.parametrize(("add", "prefix"), ADDING)
def test_what_an_employee_adds_is_listed_for_a_colleague_to_whom_the_order_was_given_meanwhile(
    world: World, tables: Any, faults: Faults, add: Adding, prefix: str
) -> None:
    colleague = grant(new_user("colleague@example.com", None), CLIENT, APPLICATIONS, company="Ada's Houses")[
        "client_id"
    ]
    faults.meanwhile(lambda: give_to(world, colleague))
    code, body = add(world, "employee")
    assert code == 200, body
    assert not done(index_items.handler, world)["line_items"]
    assert_whole(tables)
