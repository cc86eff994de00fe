"""Changing and removing records: only what is given changes, nobody's change is lost, nothing is left behind."""

from typing import Any

import pytest

from domain.world import World, build_world, call
from line_items import create, delete, read, update
from orders import read as read_order
from orders import update as update_order
from plano.store.keys import Table
from services import create as create_service
from services import update as update_service


@pytest.fixture
def world(tables: Any) -> World:
    return build_world()


def _ask(handler: Any, world: World, as_: str = "client", **params: Any) -> tuple[int, dict[str, Any]]:
    return call(handler, {"token": world.tokens[as_], **params})


def _done(handler: Any, world: World, as_: str = "client", **params: Any) -> dict[str, Any]:
    code, body = _ask(handler, world, as_, **params)
    assert code == 200, body
    return dict(body["data"])


def _faults(handler: Any, world: World, as_: str = "client", **params: Any) -> dict[str, str]:
    code, body = _ask(handler, world, as_, **params)
    assert code == 400, body
    return {fault["param"]: fault["status"] for fault in body["errors"]}


def _item(world: World, **params: Any) -> dict[str, Any]:
    return _done(create.handler, world, itemable_type="Order", itemable_id=world.order, **params)


def _records(tables: Any) -> set[tuple[str, str]]:
    found = tables.scan(TableName=Table.RECORDS.deployed_name())["Items"]
    return {(item["pk"]["S"], item["sk"]["S"]) for item in found}


def test_only_what_is_given_changes_and_null_clears(world: World) -> None:
    made = _item(world, quantity=2, price=19.99, instructions="Ring twice.")
    changed = _done(update.handler, world, id=made["id"], quantity=3, instructions=None)
    assert changed == {
        **{name: value for name, value in made.items() if name != "instructions"},
        "quantity": 3,
        "updated_at": changed["updated_at"],
    }
    assert _done(read.handler, world, id=made["id"]) == changed


def test_an_update_without_a_change_writes_nothing(world: World) -> None:
    made = _item(world, quantity=2)
    assert _done(update.handler, world, id=made["id"]) == made


def test_a_version_counts_the_changes_and_who_made_the_last(world: World) -> None:
    made = _item(world, quantity=2)
    _done(update.handler, world, "employee", id=made["id"], quantity=3)
    seen = _done(read.handler, world, id=made["id"], view="full")
    assert seen["version"] == 2
    assert seen["updated_by"] == f"user {world.users['employee']['id']}"
    assert seen["created_by"] == f"user {world.users['client']['id']}"


def test_a_change_that_was_meant_for_an_earlier_state_is_refused(world: World) -> None:
    made = _item(world, quantity=2)
    changed = _done(update.handler, world, id=made["id"], quantity=3, if_updated_at=made["updated_at"])
    assert _faults(update.handler, world, id=made["id"], quantity=4, if_updated_at=made["updated_at"]) == {
        "if_updated_at": "invalid-param"
    }
    assert _done(read.handler, world, id=made["id"]) == changed


def test_a_late_change_of_filemaker_is_refused_and_says_which_is_newer(world: World) -> None:
    made = _item(world, quantity=2, updated_in="fm", updated_at_fm="11/24/2026 10:00:00 AM")
    late: dict[str, Any] = {"updated_in": "fm", "updated_at_fm": "11/24/2026 09:59:59 AM", "quantity": 9}
    code, body = _ask(update.handler, world, id=made["id"], **late)
    assert (code, body["errors"][0]["param"]) == (400, "updated_at_fm")
    assert "2026-11-24T10:00:00Z" in body["errors"][0]["message"]
    assert _done(read.handler, world, id=made["id"])["quantity"] == 2
    later = {**late, "updated_at_fm": "2026-11-24T10:00:00.5Z"}
    assert _done(update.handler, world, id=made["id"], **later)["quantity"] == 9
    assert _done(update.handler, world, id=made["id"], **later, instructions="again")["quantity"] == 9


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"itemable_id": None}, {"itemable_id": "missing-param", "itemable_type": "missing-param"}),
        ({"itemable_id": 5}, {"itemable_type": "missing-param"}),
        ({"itemable_type": "Order", "itemable_id": 5}, {"itemable_id": "invalid-param"}),
        ({"sourceable_id": 5}, {"sourceable_type": "missing-param"}),
        ({"sourceable_type": "LineItem", "sourceable_id": 5}, {"sourceable_id": "invalid-param"}),
        ({"service_id": 5, "quantity": -1}, {"quantity": "invalid-param"}),
        ({"service_id": 5}, {"service_id": "invalid-param"}),
        ({"quanttity": 5}, {"quanttity": "invalid-param"}),
    ],
)
def test_what_cannot_be_changed_so_is_named(world: World, changes: dict[str, Any], wrong: dict[str, str]) -> None:
    made = _item(world, quantity=2)
    assert _faults(update.handler, world, id=made["id"], **changes) == wrong
    assert _done(read.handler, world, id=made["id"]) == made


def test_a_replay_answers_what_was_made_at_first_whatever_changed_since(world: World) -> None:
    params: dict[str, Any] = {"itemable_type": "Order", "itemable_id": world.order, "key": "k", "quantity": 2}
    made = _done(create.handler, world, **params)
    _done(update.handler, world, id=made["id"], quantity=3)
    _done(update.handler, world, id=made["id"], quantity=4)
    assert _done(create.handler, world, **params) == made


def test_a_line_item_with_another_key_is_the_same_and_its_old_key_is_free(world: World, tables: Any) -> None:
    made = _item(world, key="old", quantity=2)
    moved = _done(update.handler, world, id=made["id"], key="new")
    assert moved == {**made, "key": "new", "updated_at": moved["updated_at"]}
    assert _done(read.handler, world, id=made["id"]) == moved
    assert _item(world, key="old", quantity=2)["id"] != made["id"]
    assert _faults(update.handler, world, id=made["id"], key="old") == {"key": "invalid-param"}
    assert _faults(create.handler, world, itemable_type="Order", itemable_id=world.order, key="new", quantity=2) == {
        "key": "invalid-param"
    }
    assert (f"Order#{world.order}", "Lknew") in _records(tables)


def test_a_line_item_moves_to_another_order(world: World) -> None:
    made = _item(world, key="k", net_price=5)
    params = {"id": made["id"], "itemable_type": "Order", "itemable_id": world.other_order}
    assert _faults(update.handler, world, **params) == {"itemable_id": "invalid-param"}
    _done(update.handler, world, "employee", **params)
    assert _faults(read.handler, world, id=made["id"]) == {"id": "invalid-param"}
    assert _done(read.handler, world, "other_client", id=made["id"])["itemable_id"] == world.other_order
    assert _done(read_order.handler, world, id=world.order)["totals"]["count"] == 0
    assert _done(read_order.handler, world, "other_client", id=world.other_order)["totals"]["net_price"] == 5


def test_nobody_changes_or_removes_what_is_not_theirs(world: World) -> None:
    made = _item(world, quantity=2)
    for handler, params in ((update.handler, {"quantity": 3}), (delete.handler, {})):
        hidden = _ask(handler, world, "other_client", id=made["id"], **params)
        missing = _ask(handler, world, "other_client", id=5, **params)
        assert hidden[0] == missing[0] == 400
        assert hidden[1]["errors"] == missing[1]["errors"]
    assert _done(read.handler, world, id=made["id"]) == made


def test_removing_leaves_nothing_and_frees_the_key(world: World, tables: Any) -> None:
    before = _records(tables)
    made = _item(world, key="k", net_price=5)
    assert _done(delete.handler, world, id=made["id"]) == {"id": made["id"]}
    assert _records(tables) == before
    assert _faults(delete.handler, world, id=made["id"]) == {"id": "invalid-param"}
    assert _faults(update.handler, world, id=made["id"], quantity=1) == {"id": "invalid-param"}
    assert _item(world, key="k", net_price=6)["id"] != made["id"]


def test_what_is_left_of_a_removal_that_was_cut_short_counts_as_absent(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = _item(world, key="k", net_price=5)
    monkeypatch.setattr("plano.domain.line_items.delete.remove_now", lambda *_: None)
    _done(delete.handler, world, id=made["id"])
    assert _faults(read.handler, world, id=made["id"]) == {"id": "invalid-param"}
    assert _done(read_order.handler, world, id=world.order)["totals"]["count"] == 0
    again = _item(world, key="k", net_price=6)
    assert _done(read.handler, world, id=again["id"])["net_price"] == 6


def test_an_order_changes_and_only_staff_gives_it_to_another_client(world: World) -> None:
    other = world.users["other_client"]["client_id"]
    changed = _done(update_order.handler, world, id=world.order, order_notes="Ring.", key="o-1")
    assert (changed["order_notes"], changed["key"]) == ("Ring.", "o-1")
    assert _ask(update_order.handler, world, id=world.order, client_id=other)[1]["status"] == "permission-denied"
    assert _ask(update_order.handler, world, "liaison", id=world.order, client_id=other)[0] == 403
    own = world.users["client"]["client_id"]
    assert _done(update_order.handler, world, id=world.order, client_id=own)["client_id"] == own
    assert _faults(update_order.handler, world, "employee", id=world.order, client_id=5) == {
        "client_id": "invalid-param"
    }
    assert _faults(update_order.handler, world, id=world.other_order, key="x") == {"id": "invalid-param"}
    assert _faults(update_order.handler, world, id=world.order, key="x", if_updated_at="2020-01-01T00:00:00Z") == {
        "if_updated_at": "invalid-param"
    }


def test_a_service_changes_but_keeps_what_every_service_has(world: World) -> None:
    made = _done(create_service.handler, world, "employee", name="Floor plan", base_price=99)
    changed = _done(update_service.handler, world, "employee", id=made["id"], base_price=None, active=False)
    assert changed == {
        "id": made["id"],
        "name": "Floor plan",
        "active": False,
        "created_at": made["created_at"],
        "updated_at": changed["updated_at"],
    }
    assert _faults(update_service.handler, world, "employee", id=made["id"], name=None, active=None) == {
        "name": "missing-param",
        "active": "missing-param",
    }
    assert _faults(update_service.handler, world, "employee", id=5, name="x") == {"id": "invalid-param"}
    assert _ask(update_service.handler, world, id=made["id"], name="x")[1]["status"] == "permission-denied"
