"""Two changes of one line item at once: the result is as if one had come after the other, or a 400 says why not.

One runs between the other's reads and its write, so that what is a matter of luck elsewhere happens each time here.
"""

from typing import Any

import pytest

from domain.asking import all_keys, ask, done, faulty_params, item_on, record_of
from domain.faults import Faults
from domain.giving import client_of, give_to
from domain.wholeness import assert_whole
from domain.world import World, build_world
from line_items import delete, update
from line_items import index as index_items
from line_items import read as read_item


@pytest.fixture
def world(tables: Any) -> World:
    return build_world()


@pytest.fixture
def item(world: World) -> dict[str, Any]:
    return item_on(world, key="k", quantity=1)


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
    faults.meanwhile(lambda: give_to(world, client_of(world)))
    assert faulty_params(ask(handler, world, id=item["id"], **params)) == {"id"}
    assert done(read_item.handler, world, "other_client", id=item["id"]) == item
    assert_whole(tables)


@pytest.mark.parametrize(("handler", "params"), WRITES)
def test_an_employee_s_write_follows_an_order_that_was_given_away_meanwhile(
    world: World, tables: Any, faults: Faults, item: dict[str, Any], handler: Any, params: dict[str, Any]
) -> None:
    faults.meanwhile(lambda: give_to(world, client_of(world)))
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
