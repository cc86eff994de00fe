"""Two requests about one order, or one service, at once: as if one had come after the other, line items and all."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.asking import RECORDS, all_keys, ask, done, faulty_params, item_on, record_of
from domain.faults import Faults
from domain.wholeness import assert_whole
from domain.world import APPLICATIONS, World, build_world, grant, new_user
from line_items import bulk_create, create, delete, update
from line_items import index as index_items
from line_items import read as read_item
from orders import create as create_order
from orders import read as read_order
from orders import update as update_order
from plano.domain.callers import CLIENT
from services import create as create_service
from services import index as index_services
from services import read as read_service
from services import update as update_service


@pytest.fixture
def world(tables: Any) -> World:
    return build_world()


def _client(email: str) -> dict[str, Any]:
    """A client without a session, so that removing its record leaves nothing else behind."""
    return grant(new_user(email, None), CLIENT, APPLICATIONS, company="Third Houses")


def _give_away(world: World, client_id: int) -> tuple[int, dict[str, Any]]:
    return ask(update_order.handler, world, "employee", id=world.order, client_id=client_id)


def _remove_client(tables: Any, id: int) -> None:
    tables.delete_item(TableName=RECORDS, Key={"pk": {"S": f"Client#{id}"}, "sk": {"S": "Client"}})


def test_no_order_is_made_for_a_client_that_was_removed_meanwhile(world: World, tables: Any, faults: Faults) -> None:
    client = _client("third@example.com")["client_id"]
    before = all_keys(tables)
    faults.meanwhile(lambda: _remove_client(tables, client))
    assert faulty_params(ask(create_order.handler, world, "employee", client_id=client)) == {"client_id"}
    assert all_keys(tables) == before - {(f"Client#{client}", "Client")}


def test_a_liaison_makes_no_order_for_a_client_that_went_to_another_company_meanwhile(
    world: World, tables: Any, faults: Faults
) -> None:
    client = world.users["client"]["client_id"]
    before = all_keys(tables)
    faults.meanwhile(
        lambda: tables.update_item(
            TableName=RECORDS,
            Key={"pk": {"S": f"Client#{client}"}, "sk": {"S": "Client"}},
            UpdateExpression="SET company = :other",
            ExpressionAttributeValues={":other": {"S": "third houses"}},
        )
    )
    assert faulty_params(ask(create_order.handler, world, "liaison", client_id=client)) == {"client_id"}
    assert all_keys(tables) == before


def test_no_order_is_given_to_a_client_that_was_removed_meanwhile(world: World, tables: Any, faults: Faults) -> None:
    client = _client("third@example.com")["client_id"]
    faults.meanwhile(lambda: _remove_client(tables, client))
    assert faulty_params(_give_away(world, client)) == {"client_id"}
    assert record_of(tables, "Order", world.order)["client_id"] == world.users["client"]["client_id"]
    assert record_of(tables, "Order", world.order)["version"] == 1


@pytest.mark.parametrize(
    "theirs", [{"external_order_id": "2"}, {"key": "2"}, {"key": "1"}], ids=["other-field", "same-field", "same"]
)
def test_of_two_changes_of_an_order_neither_is_lost(
    world: World, tables: Any, faults: Faults, theirs: dict[str, Any]
) -> None:
    faults.meanwhile(lambda: done(update_order.handler, world, "employee", id=world.order, **theirs))
    changed = done(update_order.handler, world, id=world.order, key="1")
    found = done(read_order.handler, world, id=world.order)
    assert {**found, **theirs, **changed, "key": "1"} == found
    assert record_of(tables, "Order", world.order)["listed_by_key"] == "Order#1"
    assert_whole(tables)


def test_a_client_does_not_change_an_order_that_was_given_away_meanwhile(
    world: World, tables: Any, faults: Faults
) -> None:
    other = world.users["other_client"]["client_id"]
    faults.meanwhile(lambda: _give_away(world, other))
    assert faulty_params(ask(update_order.handler, world, id=world.order, key="1")) == {"id"}
    assert "key" not in record_of(tables, "Order", world.order)
    assert_whole(tables)


def test_an_employee_s_change_of_an_order_that_was_given_away_meanwhile_leaves_it_there(
    world: World, tables: Any, faults: Faults
) -> None:
    other = world.users["other_client"]["client_id"]
    faults.meanwhile(lambda: _give_away(world, other))
    assert done(update_order.handler, world, "employee", id=world.order, key="1")["client_id"] == other
    assert_whole(tables)


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("to", ["other_client", "client"], ids=["the-same-way", "back"])
def test_an_order_that_is_given_away_twice_at_once_takes_its_line_items_along(
    world: World, tables: Any, faults: Faults, number: int, to: str
) -> None:
    item_on(world, key="k")
    answers: list[int] = []
    faults.meanwhile(lambda: answers.append(_give_away(world, world.users[to]["client_id"])[0]), skip=number)
    answers.append(_give_away(world, world.users["other_client"]["client_id"])[0])
    assert set(answers) == {200}
    assert_whole(tables)


def _made(world: World) -> None:
    done(create.handler, world, "employee", itemable_type="Order", itemable_id=world.order)


def _made_many(world: World) -> None:
    elements = [{"itemable_type": "Order", "itemable_id": world.order, "key": str(number)} for number in range(3)]
    done(bulk_create.handler, world, "employee", line_items=elements)


def _first(world: World) -> int:
    listed = done(index_items.handler, world, "employee", itemable_type="Order", itemable_id=world.order)
    return int(listed["line_items"][0]["id"])


def _changed(world: World) -> None:
    done(update.handler, world, "employee", id=_first(world), quantity=2)


def _moved(world: World) -> None:
    done(update.handler, world, "employee", id=_first(world), key="new")


def _moved_away(world: World) -> None:
    done(update.handler, world, "employee", id=_first(world), itemable_type="Order", itemable_id=world.other_order)


def _removed(world: World) -> None:
    done(delete.handler, world, "employee", id=_first(world))


def _order_changed(world: World) -> None:
    done(update_order.handler, world, "employee", id=world.order, order_notes="Ring.")


MEANWHILE = [_made, _made_many, _changed, _moved, _moved_away, _removed, _order_changed]


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("rival", MEANWHILE, ids=lambda rival: rival.__name__.strip("_").replace("_", "-"))
def test_whatever_happens_to_its_line_items_as_an_order_is_given_away_they_go_along(
    world: World, tables: Any, faults: Faults, rival: Callable[[World], None], number: int
) -> None:
    item_on(world, key="k")
    item_on(world)
    faults.meanwhile(lambda: rival(world), skip=number)
    assert _give_away(world, world.users["other_client"]["client_id"])[0] == 200
    assert_whole(tables)
    assert done(index_items.handler, world)["line_items"] == []


def test_an_order_is_read_by_its_new_client_only(world: World, tables: Any, faults: Faults) -> None:
    made = item_on(world, key="k")
    other = world.users["other_client"]["client_id"]
    seen: list[int] = []

    def look() -> None:
        seen.extend(ask(read_item.handler, world, as_, id=made["id"])[0] for as_ in ("client", "other_client"))

    faults.meanwhile(look, skip=1)
    _give_away(world, other)
    assert seen == [400, 200]


@pytest.mark.parametrize(
    "theirs",
    [{"description": "All storeys."}, {"unit_price": 2}, {"active": False}, {"name": "Plan"}],
    ids=lambda theirs: next(iter(theirs)),
)
@pytest.mark.parametrize("mine", [{"unit_price": 3}, {"name": "Drawing"}], ids=lambda mine: next(iter(mine)))
def test_of_two_changes_of_a_service_neither_is_lost(
    world: World, tables: Any, faults: Faults, mine: dict[str, Any], theirs: dict[str, Any]
) -> None:
    made = done(create_service.handler, world, "employee", name="Floor plan", unit_price=1)
    faults.meanwhile(lambda: done(update_service.handler, world, "employee", id=made["id"], **theirs))
    changed = done(update_service.handler, world, "employee", id=made["id"], **mine)
    assert changed == {**made, **theirs, **mine, "updated_at": changed["updated_at"]}
    assert done(read_service.handler, world, id=made["id"]) == changed
    assert record_of(tables, "Service", made["id"])["version"] == 3
    found = done(index_services.handler, world, "employee", search={"term": changed["name"]})["services"]
    assert [service["id"] for service in found] == [made["id"]]
