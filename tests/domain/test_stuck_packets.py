"""A write that is stuck on its way, is sent again and then arrives late undoes nothing that was acknowledged since."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from domain.asking import all_keys, done, item_on, record_of
from domain.faults import Faults
from domain.wholeness import assert_whole
from domain.world import World, build_world
from line_items import bulk_create, create, delete, update
from line_items import read as read_item
from orders import create as create_order
from orders import read as read_order
from orders import update as update_order
from services import create as create_service
from services import read as read_service
from services import update as update_service

LATE = pytest.mark.parametrize("token_expired", [True, False], ids=["after-ten-minutes", "within-ten-minutes"])


@pytest.fixture
def world(tables: Any) -> World:
    return build_world()


def _line_item(world: World) -> int:
    return int(item_on(world, key="k", quantity=1)["id"])


def _order(world: World) -> int:
    return world.order


def _service(world: World) -> int:
    return int(done(create_service.handler, world, "employee", name="Floor plan", unit_price=1)["id"])


@dataclass(frozen=True)
class Changed:
    """A kind of record, with what changes in it first, then again; and a field of text beside that."""

    kind: str
    make: Callable[[World], int]
    update: Any
    read: Any
    name: str
    values: tuple[Any, Any]
    other: str


EACH = pytest.mark.parametrize(
    "of",
    [
        Changed("LineItem", _line_item, update.handler, read_item.handler, "quantity", (7, 8), "instructions"),
        Changed(
            "Order", _order, update_order.handler, read_order.handler, "order_notes", ("7", "8"), "external_order_id"
        ),
        Changed("Service", _service, update_service.handler, read_service.handler, "unit_price", (7, 8), "description"),
    ],
    ids=lambda of: of.kind,
)


@LATE
@EACH
@pytest.mark.parametrize("same", [True, False], ids=["same-field", "other-field"])
def test_seven_then_eight_reads_eight_whenever_the_late_seven_arrives(
    world: World, tables: Any, faults: Faults, of: Changed, *, same: bool, token_expired: bool
) -> None:
    id, first = of.make(world), {of.name: of.values[0]}
    faults.hold_back()
    assert done(of.update, world, "employee", id=id, **first)[of.name] == of.values[0]
    last = done(of.update, world, "employee", id=id, **({of.name: of.values[1]} if same else {of.other: "Ring."}))
    faults.deliver_late(token_expired=token_expired)
    found = done(of.read, world, "employee", id=id)
    assert {**found, **last} == found
    assert record_of(tables, of.kind, id)["version"] == 3
    assert_whole(tables)


@LATE
def test_a_late_change_of_a_line_item_finds_one_that_was_removed(
    world: World, tables: Any, faults: Faults, token_expired: bool
) -> None:
    before = all_keys(tables)
    id = _line_item(world)
    faults.hold_back()
    done(update.handler, world, id=id, quantity=7)
    done(delete.handler, world, id=id)
    faults.deliver_late(token_expired=token_expired)
    assert all_keys(tables) == before


@LATE
def test_a_late_change_of_a_line_item_finds_another_in_its_place(
    world: World, tables: Any, faults: Faults, token_expired: bool
) -> None:
    id = _line_item(world)
    faults.hold_back()
    done(update.handler, world, id=id, quantity=7)
    done(delete.handler, world, id=id)
    other = item_on(world, key="k", quantity=1)
    faults.deliver_late(token_expired=token_expired)
    assert done(read_item.handler, world, id=other["id"]) == other
    assert_whole(tables)


@LATE
def test_a_late_move_does_not_move_back_what_was_moved_on(
    world: World, tables: Any, faults: Faults, token_expired: bool
) -> None:
    id = _line_item(world)
    faults.hold_back()
    done(update.handler, world, id=id, key="second")
    last = done(update.handler, world, id=id, key="k")  # where the late one expects it
    faults.deliver_late(token_expired=token_expired)
    assert done(read_item.handler, world, id=id) == last
    assert_whole(tables)


@LATE
@pytest.mark.parametrize("number", [0, 1])
def test_a_late_removal_removes_nothing_that_was_made_since(
    world: World, tables: Any, faults: Faults, number: int, token_expired: bool
) -> None:
    id = _line_item(world)
    faults.hold_back(skip=number)
    done(delete.handler, world, id=id)
    again = item_on(world, key="k", quantity=1)
    faults.deliver_late(token_expired=token_expired)
    assert done(read_item.handler, world, id=again["id"]) == again
    assert_whole(tables)


@LATE
@pytest.mark.parametrize("number", range(3))
def test_an_order_that_was_given_away_late_stays_whose_it_is(
    world: World, tables: Any, faults: Faults, number: int, token_expired: bool
) -> None:
    _line_item(world)
    clients = [world.users[name]["client_id"] for name in ("other_client", "client")]
    faults.hold_back(skip=number)
    for client_id in clients:
        done(update_order.handler, world, "employee", id=world.order, client_id=client_id)
    faults.deliver_late(token_expired=token_expired)
    assert done(read_order.handler, world, id=world.order)["client_id"] == clients[-1]
    assert_whole(tables)


@pytest.mark.parametrize(
    ("handler", "params"),
    [
        (create.handler, {}),
        (create.handler, {"key": "k"}),
        (bulk_create.handler, {"line_items": [{"key": "a"}, {"key": "b"}]}),
    ],
    ids=["without-a-key", "with-a-key", "bulk"],
)
def test_what_was_made_and_removed_is_not_made_again(
    world: World, tables: Any, faults: Faults, handler: Any, params: dict[str, Any]
) -> None:
    before = all_keys(tables)
    on = {"itemable_type": "Order", "itemable_id": world.order}
    bulk = {"line_items": [{**on, **element} for element in params.get("line_items", [])]}
    faults.hold_back()
    data = done(handler, world, **(bulk if "line_items" in params else {**on, **params}))
    for item in data.get("line_items", [data]):
        done(delete.handler, world, id=item["id"])
    faults.deliver_late(token_expired=False)
    assert all_keys(tables) == before


@LATE
def test_an_order_that_was_made_late_is_as_it_was_changed_since(
    world: World, tables: Any, faults: Faults, token_expired: bool
) -> None:
    faults.hold_back()
    id = done(create_order.handler, world, key="first")["id"]
    last = done(update_order.handler, world, id=id, key="second")
    faults.deliver_late(token_expired=token_expired)
    found = done(read_order.handler, world, id=id)
    assert {**found, **last} == found
