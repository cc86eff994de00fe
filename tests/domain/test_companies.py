"""Companies whose name was stored as it was typed: a liaison changes what belongs to their own, and nothing else."""

from typing import Any

import pytest

from domain.asking import RECORDS, ask, done, faulty_params, item_on
from domain.faults import Faults
from domain.world import APPLICATIONS, World, build_world, call, grant, login, new_user
from line_items import create, delete, update
from orders import update as update_order
from plano.domain.callers import LIAISON

COMPOSED, DECOMPOSED = "caf\u00e9 houses", "cafe\u0301 houses"


@pytest.fixture
def world(tables: Any) -> World:
    return build_world()


def _store_company(tables: Any, order: int, company: str) -> None:
    tables.update_item(
        TableName=RECORDS,
        Key={"pk": {"S": f"Order#{order}"}, "sk": {"S": "Order"}},
        UpdateExpression="SET company = :company",
        ExpressionAttributeValues={":company": {"S": company}},
    )


@pytest.mark.parametrize("stored", [COMPOSED, DECOMPOSED])
def test_a_liaison_changes_what_is_the_companys_in_any_spelling(world: World, tables: Any, stored: str) -> None:
    token = login(grant(new_user("two@example.com", None), LIAISON, APPLICATIONS, company="Caf\u00e9 Houses"))
    _store_company(tables, world.order, stored)
    code, body = call(create.handler, {"token": token, "itemable_type": "Order", "itemable_id": world.order})
    assert code == 200, body
    for handler, params in ((update.handler, {"quantity": 2}), (update.handler, {"key": "k"}), (delete.handler, {})):
        assert call(handler, {"token": token, "id": body["data"]["id"], **params})[0] == 200


@pytest.mark.parametrize(
    ("handler", "params"), [(update.handler, {"quantity": 2}), (update.handler, {"key": "k"}), (delete.handler, {})]
)
def test_a_liaison_changes_nothing_of_an_order_that_went_to_another_company_meanwhile(
    world: World, faults: Faults, handler: Any, params: dict[str, Any]
) -> None:
    id = item_on(world)["id"]
    to = {"id": world.order, "client_id": world.users["other_client"]["client_id"]}
    faults.meanwhile(lambda: done(update_order.handler, world, "employee", **to))
    assert faulty_params(ask(handler, world, "liaison", id=id, **params)) == {"id"}


@pytest.mark.parametrize(
    ("kind", "id", "message"),
    [
        ("itemable", 5, "There is no order with this id."),
        ("sourceable", 5, "There is no order with this id."),
        ("service", 5, "There is no service with this id."),
    ],
)
def test_what_is_not_there_is_called_by_its_name(world: World, kind: str, id: int, message: str) -> None:
    changes: dict[str, Any] = {f"{kind}_id": id}
    if kind != "service":
        changes[f"{kind}_type"] = "Order"
    body = ask(update.handler, world, id=item_on(world)["id"], **changes)[1]
    assert [(fault["param"], fault["message"]) for fault in body["errors"]] == [(f"{kind}_id", message)]


def test_a_key_that_is_taken_says_whose_it_is(world: World) -> None:
    item_on(world, key="taken")
    body = ask(update.handler, world, id=item_on(world)["id"], key="taken")[1]
    assert [fault["message"] for fault in body["errors"]] == ["is that of another line item on this record"]


def test_a_line_item_whose_pointer_is_gone_does_not_move(world: World, tables: Any, faults: Faults) -> None:
    id = item_on(world, key="k")["id"]
    pointer = {"pk": {"S": f"LineItem#{id}"}, "sk": {"S": "LineItem"}}
    faults.meanwhile(lambda: tables.delete_item(TableName=RECORDS, Key=pointer))
    assert faulty_params(ask(update.handler, world, id=id, key="new")) == {"id"}
