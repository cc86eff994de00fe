"""What today's code writes, yesterday's code can read: while a deployment goes on, both work on the same tables."""

from collections.abc import Iterator
from typing import Any

import pytest

from domain import before
from domain.asking import RECORDS, SESSIONS, done
from domain.world import APPLICATIONS, World, grant, login, make_order, new_user
from line_items import create, update
from orders import update as update_order
from plano import clock
from plano.domain.accounts import managed_applications
from plano.domain.callers import CLIENT, EMPLOYEE, LIAISON
from services import create as create_service


@pytest.fixture
def world(tables: Any) -> Iterator[World]:
    with clock.set_to(before.AN_HOUR_LATER):
        yield before.load(tables)


def _types(item: dict[str, Any]) -> set[tuple[str, str]]:
    """Each attribute's name and DynamoDB type; those of a map's own attributes with it, except where names vary."""
    found = {(name, next(iter(value))) for name, value in item.items()}
    for name in ("user", "first", "previous"):
        inner = item.get(name, {"M": {}})["M"]
        found |= {(f"{name}.{one}", next(iter(value))) for one, value in inner.items()}
    return found


def _lost(old: dict[str, Any], new: dict[str, Any]) -> set[tuple[str, str]]:
    """What the old record has, and the new one hasn't or has as another type. There is nothing of that kind."""
    return _types(old) - _types(new)


def _everything(tables: Any) -> list[dict[str, Any]]:
    return [item for name in (SESSIONS, RECORDS) for item in tables.scan(TableName=name)["Items"]]


def _one(tables: Any, pk: str, sk: str | None = None) -> dict[str, Any]:
    """What stands there."""
    found = [item for item in _everything(tables) if item["pk"]["S"] == pk and sk in (None, item["sk"]["S"])]
    assert len(found) == 1
    return found[0]


def _old(pk: str, sk: str | None = None) -> dict[str, Any]:
    found = [item for _, item in before.entries() if item["pk"]["S"] == pk and sk in (None, item["sk"]["S"])]
    assert len(found) == 1
    return found[0]


def _old_of_user(world: World, name: str, kind: str) -> dict[str, Any]:
    (found,) = [one for one in before.records(kind) if one["user_id"]["N"] == str(world.users[name]["id"])]
    return found


@pytest.mark.parametrize(
    ("key", "change"),
    [("with key", {}), ("updated", {"quantity": 5, "price": 2.5}), ("moved", {"key": "moved here"})],
)
def test_a_line_item(world: World, tables: Any, key: str, change: dict[str, Any]) -> None:
    params: dict[str, Any] = {"quantity": 3}
    if key == "with key":
        params = {"quantity": 2, "price": 19.99, "instructions": "With care."}
        params["service_id"] = int(before.records("Service")[0]["id"]["N"])
    item: dict[str, Any] = {"itemable_type": "Order", "itemable_id": world.order, "key": f"new {key}"}
    made = done(create.handler, world, **item, **params)
    if change:
        done(update.handler, world, id=made["id"], **change)
    sk = f"Lk{change.get('key', item['key'])}"
    assert _lost(_old(f"Order#{world.order}", f"Lk{key}"), _one(tables, f"Order#{world.order}", sk)) == set()
    pointer = _old(f"LineItem#{before.id_of(key)}")
    assert _lost(pointer, _one(tables, f"LineItem#{made['id']}")) == set()


def test_a_line_item_without_a_key(world: World, tables: Any) -> None:
    made = done(create.handler, world, itemable_type="Order", itemable_id=world.order, quantity=1)
    (old,) = [one for one in before.records("LineItem") if one["sk"]["S"].startswith("Li") and "first" not in one][:1]
    new = _one(tables, f"Order#{world.order}", f"Li{made['id']:016d}")
    assert _lost(old, new) == set()


def test_an_order(world: World, tables: Any) -> None:
    id = make_order(world.users["client"]["client_id"])
    more = {"external_order_id": "E-2", "external_property_id": "P-2", "order_notes": "Ring.", "key": "new"}
    done(update_order.handler, world, "employee", id=id, **more)
    assert _lost(before.with_key("of client", "Order"), _one(tables, f"Order#{id}", "Order")) == set()


def test_a_service(world: World, tables: Any) -> None:
    params = {"name": "Photos", "description": "Ten.", "group_name": "Photos", "primary": True, "active": True}
    made = done(create_service.handler, world, "employee", **params, base_price=49)
    (old,) = before.records("Service")
    assert _lost(old, _one(tables, f"Service#{made['id']}")) == set()


@pytest.mark.parametrize(
    ("name", "role", "kind", "company"),
    [
        ("other_client", CLIENT, "Client", "Third Houses"),
        ("liaison", LIAISON, "Liaison", "Third Houses"),
        ("employee", EMPLOYEE, "Employee", None),
    ],
)
def test_a_user_with_a_role_and_its_session(
    world: World, tables: Any, name: str, role: str, kind: str, company: str | None
) -> None:
    user = grant(new_user("new@example.com", None), role, APPLICATIONS, company=company)
    login(user, remember_me=name == "liaison")
    # A client's company stands in its client record, which is where the code before reads it for orders.
    missing = {("company", "S")} if role == CLIENT else set()
    lost = _lost(_old(f"User#{world.users[name]['id']}", "User"), _one(tables, f"User#{user['id']}", "User"))
    assert lost == missing
    assert _lost(_old(f"Email#{name}@example.com"), _one(tables, "Email#new@example.com")) == set()

    assert _lost(_old_of_user(world, name, kind), _one(tables, f"{kind}#{user[f'{role}_id']}")) == set()

    def session(of: int, among: list[dict[str, Any]]) -> tuple[dict[str, Any], dict[str, Any]]:
        (pointer,) = [one for one in among if one["pk"]["S"] == f"User#{of}" and "token_hash" in one]
        (found,) = [one for one in among if one["pk"]["S"] == f"Session#{pointer['token_hash']['S']}"]
        return pointer, found

    olds = session(world.users[name]["id"], [item for _, item in before.entries()])
    (old_pointer, old), (pointer, new) = olds, session(user["id"], _everything(tables))
    assert (_lost(old_pointer, pointer), _lost(old, new)) == (set(), missing)


def test_an_application_token(world: World, tables: Any) -> None:
    managed_applications.create("new", "planox2", ["orders.*"])
    (new,) = [one for one in _everything(tables) if one.get("name") == {"S": "new"}]
    (old,) = before.records("Application")
    assert _lost(old, new) == set()
