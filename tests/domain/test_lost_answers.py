"""A write whose answer gets lost is sent again by the SDK: it counts once, and its caller hears that it was done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from domain.asking import SESSIONS, all_keys, done, item_on, items, record_of, send
from domain.faults import Faults
from domain.wholeness import assert_whole
from domain.world import World, build_world, call, new_user
from line_items import bulk_create, create, delete, update
from orders import create as create_order
from orders import read as read_order
from orders import update as update_order
from plano import clock
from services import create as create_service
from services import update as update_service
from sessions import create as create_session
from sessions import delete as delete_session
from sessions import read as read_session
from sessions import update as update_session
from users import register

PASSWORD = "a password like no other"


@dataclass(frozen=True)
class Write:
    """A request that writes. `version`: what the record of this `kind` has afterwards."""

    name: str
    handler: Any
    params: Callable[[World], dict[str, Any]]
    kind: str = "LineItem"
    version: int = 1
    as_: str = "client"


def _on(world: World, **params: Any) -> dict[str, Any]:
    return {"itemable_type": "Order", "itemable_id": world.order, **params}


def _change(world: World, **params: Any) -> dict[str, Any]:
    return {"id": item_on(world, key="k", quantity=1)["id"], **params}


def _guarded(world: World, **params: Any) -> dict[str, Any]:
    made = item_on(world, key="k", quantity=1)
    return {"id": made["id"], "if_updated_at": made["updated_at"], **params}


def _guarded_order(world: World, **params: Any) -> dict[str, Any]:
    read = done(read_order.handler, world, id=world.order)
    return {"id": world.order, "if_updated_at": read["updated_at"], **params}


def _given_away(world: World) -> dict[str, Any]:
    item_on(world, key="k")
    item_on(world)
    return {"id": world.order, "client_id": world.users["other_client"]["client_id"]}


def _service(world: World, *, guarded: bool = False, **params: Any) -> dict[str, Any]:
    made = done(create_service.handler, world, "employee", name="Floor plan", unit_price=1)
    guard = {"if_updated_at": made["updated_at"]} if guarded else {}
    return {"id": made["id"], **guard, **params}


WRITES = [
    Write("create without a key", create.handler, lambda world: _on(world, quantity=1)),
    Write("create with a key", create.handler, lambda world: _on(world, key="k", quantity=1)),
    Write("update in place", update.handler, lambda world: _change(world, quantity=2), version=2),
    Write("guarded update", update.handler, lambda world: _guarded(world, quantity=2), version=2),
    Write("another key", update.handler, lambda world: _change(world, key="other"), version=2),
    Write("guarded update of the key", update.handler, lambda world: _guarded(world, key="other"), version=2),
    Write(
        "another order",
        update.handler,
        lambda world: _change(world, itemable_type="Order", itemable_id=world.other_order),
        version=2,
        as_="employee",
    ),
    Write("create an order", create_order.handler, lambda _: {"key": "o"}, "Order"),
    Write("update an order", update_order.handler, lambda world: {"id": world.order, "key": "o"}, "Order", 2),
    Write("guarded update of an order", update_order.handler, lambda world: _guarded_order(world, key="o"), "Order", 2),
    Write("give an order away", update_order.handler, _given_away, "Order", 2, "employee"),
    Write("create a service", create_service.handler, lambda _: {"name": "Plan"}, "Service", as_="employee"),
    Write(
        "update a service",
        update_service.handler,
        lambda world: _service(world, unit_price=2),
        "Service",
        2,
        "employee",
    ),
    Write(
        "guarded update of a service",
        update_service.handler,
        lambda world: _service(world, guarded=True, name="Plan"),
        "Service",
        2,
        "employee",
    ),
]


@pytest.mark.parametrize("write", WRITES, ids=lambda write: write.name.replace(" ", "-"))
def test_what_was_written_is_neither_refused_nor_counted_twice(tables: Any, faults: Faults, write: Write) -> None:
    for number in count():
        world = build_world()
        params = write.params(world)
        faults.lose_answer(skip=number)
        made = done(write.handler, world, write.as_, **params)
        assert record_of(tables, write.kind, made["id"])["version"] == write.version
        assert {**made, **_without_guards(params)} == made
        assert_whole(tables)
        if not faults.are_over():
            faults.clear()
            assert number > 0, "nothing was written"
            return


def _without_guards(params: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in params.items() if name != "if_updated_at"}


@pytest.mark.parametrize("size", [3, 45])
def test_a_bulk_whose_answer_got_lost_is_there_once(tables: Any, faults: Faults, size: int) -> None:
    world = build_world()
    elements = [_on(world, key=str(number)) for number in range(size)]
    before = all_keys(tables)
    faults.lose_answer()
    made = done(bulk_create.handler, world, line_items=elements)["line_items"]
    assert [item["key"] for item in made] == [str(number) for number in range(size)]
    assert len(all_keys(tables) - before) == 2 * size
    assert_whole(tables)


@pytest.mark.parametrize("number", [0, 1])
def test_a_removal_whose_answer_got_lost_was_the_first(tables: Any, faults: Faults, number: int) -> None:
    world = build_world()
    before = all_keys(tables)
    params = _change(world)
    faults.lose_answer(skip=number)
    assert done(delete.handler, world, **params) == {"id": params["id"]}
    assert all_keys(tables) == before


def test_a_login_whose_answers_got_lost_makes_one_session(tables: Any, faults: Faults) -> None:
    build_world()
    new_user("login@example.com", PASSWORD)
    before = {key for key in all_keys(tables) if not key[0].startswith("Limit#")}
    faults.lose_answer(touching="Session#")
    params = {"email": "login@example.com", "password": PASSWORD, "application": "planoorder"}
    assert send(create_session.handler, params)["status"] == "client-required"
    assert len({key for key in all_keys(tables) if not key[0].startswith("Limit#")} - before) == 2
    assert_whole(tables)


@pytest.mark.parametrize("number", range(4))
def test_a_registration_whose_answer_got_lost_has_not_taken_its_own_email(
    tables: Any, faults: Faults, number: int
) -> None:
    build_world()
    faults.lose_answer(skip=number)
    answer = send(register.handler, {"email": "new@example.com", "password": PASSWORD})
    assert answer["status"] == "action-successful"
    assert call(read_session.handler, {"token": answer["data"]["token"]})[1]["status"] == "client-required"
    assert_whole(tables)


@pytest.mark.parametrize("handler", [update_session.handler, delete_session.handler])
def test_a_change_of_a_session_whose_answer_got_lost_is_done(tables: Any, faults: Faults, handler: Any) -> None:
    world = build_world()
    faults.lose_answer()
    done(handler, world, "client", **({"remember_me": True} if handler is update_session.handler else {}))
    assert faults.are_over()
    left = [item for item in items(tables, SESSIONS) if item.get("user", {}).get("email") == "client@example.com"]
    assert [session["remember_me"] for session in left] == ([True] if handler is update_session.handler else [])
    assert_whole(tables)


@pytest.mark.parametrize("handler", [read_session.handler, create_order.handler], ids=["by-itself", "along"])
def test_a_use_of_a_session_whose_answer_got_lost_is_noted(tables: Any, faults: Faults, handler: Any) -> None:
    world = build_world()
    with clock.set_to(clock.now() + timedelta(minutes=6)):
        faults.lose_answer()
        done(handler, world)
        used = [item.get("used_at") for item in items(tables, SESSIONS) if item.get("user")]
        assert clock.iso(clock.now()) in used
    assert_whole(tables)
