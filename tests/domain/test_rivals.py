"""Two requests about one line item at once: the result is as if one had come after the other, or a 400 says why not.

One runs between the other's reads and its write, so that what is a matter of luck elsewhere happens each time here.
"""

from collections.abc import Callable
from typing import Any

import pytest

from domain.asking import all_keys, ask, done, faulty_params, item_on, record_of
from domain.faults import Faults
from domain.wholeness import assert_whole
from domain.world import APPLICATIONS, CLIENT, World, build_world, grant, new_user
from line_items import bulk_create, create, delete, update
from line_items import index as index_items
from line_items import read as read_item
from orders import update as update_order


@pytest.fixture
def world(tables: Any) -> World:
    return build_world()


@pytest.fixture
def item(world: World) -> dict[str, Any]:
    return item_on(world, key="k", quantity=1)


def _give_away(world: World, to: str = "other_client") -> None:
    done(update_order.handler, world, "employee", id=world.order, client_id=world.users[to]["client_id"])


def _on(world: World, **params: Any) -> dict[str, Any]:
    return {"itemable_type": "Order", "itemable_id": world.order, **params}


CHANGES: list[Any] = [
    pytest.param({"quantity": 2}, id="in-place"),
    pytest.param({"key": "other"}, id="another-key"),
]


@pytest.mark.parametrize("mine", CHANGES)
@pytest.mark.parametrize(
    "theirs", [{"instructions": "Ring."}, {"quantity": 5}, {"key": "third"}], ids=["other-field", "same-field", "moved"]
)
def test_of_two_changes_neither_is_lost(
    world: World, tables: Any, faults: Faults, item: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]
) -> None:
    faults.meanwhile(lambda: done(update.handler, world, "employee", id=item["id"], **theirs))
    changed = done(update.handler, world, id=item["id"], **mine)
    assert changed == {**item, **theirs, **mine, "updated_at": changed["updated_at"]}
    assert done(read_item.handler, world, id=item["id"]) == changed
    assert record_of(tables, "LineItem", item["id"])["version"] == 3
    assert_whole(tables)


@pytest.mark.parametrize("mine", CHANGES)
def test_a_guarded_change_gives_way_to_a_rival(
    world: World, tables: Any, faults: Faults, item: dict[str, Any], mine: dict[str, Any]
) -> None:
    faults.meanwhile(lambda: done(update.handler, world, "employee", id=item["id"], quantity=5))
    answer = ask(update.handler, world, id=item["id"], if_updated_at=item["updated_at"], **mine)
    assert faulty_params(answer) == {"if_updated_at"}
    assert record_of(tables, "LineItem", item["id"])["version"] == 2
    assert_whole(tables)


def test_a_late_change_of_filemaker_gives_way_to_a_newer_one_that_came_meanwhile(
    world: World, tables: Any, faults: Faults, item: dict[str, Any]
) -> None:
    def change(time: str, quantity: int) -> tuple[int, dict[str, Any]]:
        return ask(update.handler, world, id=item["id"], updated_in="fm", updated_at_fm=time, quantity=quantity)

    faults.meanwhile(lambda: change("2026-11-24T10:00:01Z", 8))
    assert faulty_params(change("2026-11-24T10:00:00Z", 7)) == {"updated_at_fm"}
    assert record_of(tables, "LineItem", item["id"])["quantity"] == 8


WRITES: list[Any] = [
    pytest.param(update.handler, {"quantity": 2}, id="in-place"),
    pytest.param(update.handler, {"key": "other"}, id="another-key"),
    pytest.param(delete.handler, {}, id="delete"),
]


@pytest.mark.parametrize(("handler", "params"), WRITES)
def test_what_was_removed_meanwhile_does_not_exist(
    world: World, tables: Any, faults: Faults, handler: Any, params: dict[str, Any]
) -> None:
    before = all_keys(tables)
    id = item_on(world, key="k")["id"]
    faults.meanwhile(lambda: done(delete.handler, world, id=id))
    assert faulty_params(ask(handler, world, id=id, **params)) == {"id"}
    assert all_keys(tables) == before


@pytest.mark.parametrize(("handler", "params"), WRITES)
def test_what_was_removed_and_made_anew_meanwhile_is_another(
    world: World, tables: Any, faults: Faults, item: dict[str, Any], handler: Any, params: dict[str, Any]
) -> None:
    again: list[dict[str, Any]] = []

    def replace() -> None:
        done(delete.handler, world, id=item["id"])
        again.append(item_on(world, key="k"))

    faults.meanwhile(replace)
    assert faulty_params(ask(handler, world, id=item["id"], **params)) == {"id"}
    assert done(read_item.handler, world, id=again[0]["id"]) == again[0]
    assert_whole(tables)


@pytest.mark.parametrize(("handler", "params"), WRITES)
def test_what_was_given_away_meanwhile_is_not_the_client_s_any_more(
    world: World, tables: Any, faults: Faults, item: dict[str, Any], handler: Any, params: dict[str, Any]
) -> None:
    faults.meanwhile(lambda: _give_away(world))
    assert faulty_params(ask(handler, world, id=item["id"], **params)) == {"id"}
    assert done(read_item.handler, world, "other_client", id=item["id"]) == item
    assert_whole(tables)


@pytest.mark.parametrize(("handler", "params"), WRITES)
def test_an_employee_s_write_follows_an_order_that_was_given_away_meanwhile(
    world: World, tables: Any, faults: Faults, item: dict[str, Any], handler: Any, params: dict[str, Any]
) -> None:
    faults.meanwhile(lambda: _give_away(world))
    done(handler, world, "employee", id=item["id"], **params)
    left = done(index_items.handler, world, "other_client")["line_items"]
    assert [{**found, **params} for found in left] == ([] if handler is delete.handler else left)
    assert_whole(tables)


@pytest.mark.parametrize("theirs", [{"quantity": 2}, {"key": "other"}], ids=["changed", "moved"])
def test_what_was_changed_meanwhile_is_removed_all_the_same(
    world: World, tables: Any, faults: Faults, theirs: dict[str, Any]
) -> None:
    before = all_keys(tables)
    id = item_on(world, key="k")["id"]
    faults.meanwhile(lambda: done(update.handler, world, id=id, **theirs))
    done(delete.handler, world, id=id)
    assert all_keys(tables) == before


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
    faults.meanwhile(lambda: _give_away(world))
    positions = ["line_items[0].", prefix, "line_items[2]."] if prefix else [""]
    assert faulty_params(add(world)) == {f"{position}itemable_id" for position in positions}
    assert all_keys(tables) == before
    assert_whole(tables)


@pytest.mark.parametrize(("add", "prefix"), ADDING)
def test_what_an_employee_adds_is_listed_for_whoever_the_order_was_given_to_meanwhile(
    world: World, tables: Any, faults: Faults, add: Adding, prefix: str
) -> None:
    faults.meanwhile(lambda: _give_away(world))
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
    faults.meanwhile(lambda: done(update_order.handler, world, "employee", id=world.order, client_id=colleague))
    code, body = add(world, "employee")
    assert code == 200, body
    assert not done(index_items.handler, world)["line_items"]
    assert_whole(tables)
