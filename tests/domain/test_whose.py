"""Whose a record is, and who called: a client's record and company count in the role that they belong to."""

from typing import Any

import pytest

from domain.asking import ask, done, item_on, record_of, send
from domain.faults import Faults
from domain.wholeness import assert_whole
from domain.world import APPLICATIONS, World, build_world, call, grant, login, new_user
from line_items import create
from line_items import index as index_items
from line_items import read as read_item
from notifications import index as index_notifications
from orders import create as create_order
from orders import index as index_orders
from orders import read as read_order
from orders import update as update_order
from plano.domain.accounts import managed_applications
from plano.domain.callers import CLIENT, EMPLOYEE, LIAISON
from services import create as create_service
from sessions import create as create_session
from sessions import read as read_session
from users import register

PASSWORD = "a password like no other"
COMPANY = "Ada's Houses"


@pytest.fixture
def world(tables: Any) -> World:
    return build_world()


def _of_two_roles(role: str) -> dict[str, Any]:
    """An employee in PlanoX2, who has another role, of Ada's company, in PlanoOrder."""
    user = grant(new_user("two@example.com", None), role, ["planoorder"], company=COMPANY)
    return grant(user, EMPLOYEE, ["planox2"])


def _client(email: str, company: str | None) -> dict[str, Any]:
    return grant(new_user(email, None), CLIENT, APPLICATIONS, company=company)


@pytest.mark.parametrize("role", [CLIENT, LIAISON])
def test_an_order_of_a_client_without_a_company_takes_no_company_of_its_maker(
    world: World, tables: Any, role: str
) -> None:
    token = login(_of_two_roles(role))
    client = _client("alone@example.com", None)
    params = {"token": token, "application": "planox2", "client_id": client["client_id"]}
    code, body = call(create_order.handler, params)
    assert code == 200, body
    assert "company" not in record_of(tables, "Order", body["data"]["id"])
    assert ask(read_order.handler, world, "liaison", id=body["data"]["id"])[0] == 400
    assert_whole(tables)


@pytest.mark.parametrize("role", [CLIENT, LIAISON])
def test_an_employee_who_is_a_client_elsewhere_makes_orders_of_nobody_here(
    world: World, tables: Any, role: str
) -> None:
    token = login(_of_two_roles(role))
    body = call(create_order.handler, {"token": token, "application": "planox2", "key": "k"})[1]
    made = body["data"]
    assert made.get("client_id") is None
    order = record_of(tables, "Order", made["id"])
    assert order.keys() & {"client_id", "company", "listed_for_client", "listed_for_company"} == set()
    assert call(read_order.handler, {"token": token, "application": "planox2", "id": made["id"]})[0] == 200
    assert call(read_order.handler, {"token": token, "application": "planoorder", "id": made["id"]})[0] == 400
    assert ask(read_order.handler, world, "liaison", id=made["id"])[0] == 400


def test_a_liaison_who_is_a_client_elsewhere_makes_no_order_of_the_own_client_record(world: World, tables: Any) -> None:
    user = grant(new_user("two@example.com", None), CLIENT, ["planoorder"], company=COMPANY)
    token = login(grant(user, LIAISON, ["planox2"], company=COMPANY))
    code, body = call(create_order.handler, {"token": token, "application": "planox2"})
    assert code == 200, body
    assert body["data"].get("client_id") is None


def test_companies_are_the_same_however_their_letters_are_composed(world: World) -> None:
    client = login(_client("composed@example.com", "Caf\u00e9 Houses"))
    liaison = login(grant(new_user("liaison2@example.com", None), LIAISON, APPLICATIONS, company="CAFE\u0301 houses"))
    order = call(create_order.handler, {"token": client})[1]["data"]["id"]
    assert call(read_order.handler, {"token": liaison, "id": order})[0] == 200
    assert [found["id"] for found in call(index_orders.handler, {"token": liaison})[1]["data"]["orders"]] == [order]


@pytest.mark.parametrize("view", [None, "minimal", "default", "full"])
def test_client_required_holds_the_token_that_makes_a_client(world: World, view: str | None) -> None:
    token = world.tokens["roleless"]
    params = {"session_view": view} if view else {}
    code, body = ask(index_items.handler, world, "roleless", **params)
    assert (code, body["status"]) == (401, "client-required")
    assert body["session"]["token"] == token


def test_a_login_that_ends_in_client_required_holds_its_token(world: World) -> None:
    new_user("login@example.com", PASSWORD)
    params = {"email": "login@example.com", "password": PASSWORD, "application": "planoorder"}
    body = send(create_session.handler, params)
    assert body["status"] == "client-required"
    assert body["session"]["token"] == body["data"]["token"]


@pytest.mark.parametrize("view", ["minimal", "default", "full"])
def test_no_other_answer_holds_a_session_s_token(world: World, view: str) -> None:
    user = grant(new_user("login@example.com", PASSWORD), CLIENT, APPLICATIONS)
    params = {"email": user["email"], "password": PASSWORD, "application": "planoorder", "session_view": view}
    bodies = [
        send(register.handler, {"email": "new@example.com", "password": PASSWORD}),
        send(create_session.handler, params),
        ask(read_session.handler, world, session_view=view)[1],
        ask(index_items.handler, world, session_view=view)[1],
        ask(create_service.handler, world, session_view=view, name="x")[1],
        ask(create.handler, world, session_view=view)[1],
    ]
    assert [name for body in bodies for name in body.get("session", {}) if name == "token"] == []
    assert any("session" in body for body in bodies)


def _callers(log: pytest.LogCaptureFixture) -> list[str]:
    return [str(vars(record)["caller"]) for record in log.records if record.getMessage() == "request"]


@pytest.mark.parametrize(
    ("handler", "params", "status"),
    [
        (create.handler, {"itemable_type": "Order"}, "missing-param"),
        (create.handler, {"itemable_type": "Order", "itemable_id": 5}, "invalid-param"),
        (read_item.handler, {"id": 5}, "invalid-param"),
        (create_service.handler, {"name": "x"}, "permission-denied"),
        (update_order.handler, {"id": 5, "application": "nonsense"}, "invalid-param"),
    ],
    ids=["missing", "invalid", "unknown", "denied", "application"],
)
def test_a_refused_request_is_logged_with_its_caller(
    world: World, caplog: pytest.LogCaptureFixture, handler: Any, params: dict[str, Any], status: str
) -> None:
    with caplog.at_level("INFO"):
        assert ask(handler, world, **params)[1]["status"] == status
    assert _callers(caplog) == [f"user {world.users['client']['id']}"]


def test_who_has_no_role_is_logged_by_name_and_a_made_up_token_as_nobody(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO"):
        assert ask(index_items.handler, world, "roleless")[1]["status"] == "client-required"
        assert call(index_items.handler, {"token": "made up"})[1]["status"] == "invalid-token"
    assert _callers(caplog) == [f"user {world.users['roleless']['id']}", "nobody"]


def test_an_application_is_logged_by_its_name(world: World, caplog: pytest.LogCaptureFixture) -> None:
    token = managed_applications.create("filemaker", "planox2", ["line_items.create"])
    with caplog.at_level("INFO"):
        call(create.handler, {"token": token, "itemable_type": "Order", "itemable_id": world.order})
        call(index_items.handler, {"token": token})
    assert _callers(caplog) == ["application filemaker"] * 2


def test_a_crash_is_logged_and_notified_with_its_caller(
    world: World, faults: Faults, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO"), faults.outage(carried_out=False, touching="LineItem#"):
        code, body = ask(create.handler, world, itemable_type="Order", itemable_id=world.order)
    assert (code, body["status"]) == (500, "application-crash")
    caller = f"user {world.users['client']['id']}"
    assert _callers(caplog) == [caller]
    (found,) = done(index_notifications.handler, world, "employee")["notifications"]
    assert (found["caller"], found["route"]) == (caller, "line_items.create")
    assert item_on(world)["id"]
