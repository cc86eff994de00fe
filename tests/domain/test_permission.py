"""Who may call which route: applications by what their token allows, people by their role in an application."""

import json
from typing import Any

import pytest

from domain.asking import ask, record_of
from domain.world import CONTEXT, World, build_world, call, event, grant, login, new_user
from line_items import create, update
from line_items import index as index_items
from orders import create as create_order
from orders import update as update_order
from plano.domain.accounts import managed_applications
from plano.domain.callers import CLIENT
from sessions import delete as delete_session
from sessions import index as index_sessions
from sessions import read as read_session


@pytest.fixture
def world(tables: Any) -> World:
    return build_world()


def _status(handler: Any, token: str, **params: Any) -> str:
    return str(call(handler, {"token": token, **params})[1]["status"])


def _on(world: World) -> dict[str, Any]:
    return {"itemable_type": "Order", "itemable_id": world.order}


def test_an_application_calls_what_its_token_allows_under_its_own_name(world: World, tables: Any) -> None:
    token = managed_applications.create("filemaker", "planox2", ["line_items.create", "orders.*"])
    code, body = call(create.handler, {"token": token, **_on(world)})
    assert code == 200, body
    made = record_of(tables, "LineItem", body["data"]["id"])
    assert made["created_by"] == "application filemaker"
    assert _status(create_order.handler, token, application="planox2") == "action-successful"
    assert _status(update.handler, token, id=body["data"]["id"]) == "permission-denied"
    assert _status(index_items.handler, token) == "permission-denied"


@pytest.mark.parametrize("application", ["planoauth", "planoorder"])
def test_an_application_does_not_act_for_another(world: World, application: str) -> None:
    token = managed_applications.create("filemaker", "planox2", ["*"])
    assert _status(create.handler, token, **_on(world)) == "action-successful"
    assert _status(create.handler, token, **_on(world), application=application) == "permission-denied"


@pytest.mark.parametrize("handler", [read_session.handler, index_sessions.handler, delete_session.handler])
def test_an_application_has_no_route_that_is_for_people(world: World, handler: Any) -> None:
    token = managed_applications.create("filemaker", "planox2", ["*"])
    assert _status(handler, token) == "permission-denied"


def test_an_application_may_ask_for_no_session_and_gets_none(world: World) -> None:
    token = managed_applications.create("filemaker", "planox2", ["*"])
    code, body = call(create.handler, {"token": token, **_on(world), "session_view": "full"})
    assert code == 200, body
    assert "session" not in body


def test_people_act_in_their_role_in_the_application_that_they_name(world: World) -> None:
    token = login(grant(new_user("one@example.com", None), CLIENT, ["planox2"], company="Third Houses"))
    assert _status(create_order.handler, token) == "permission-denied"
    assert _status(create_order.handler, token, application="planoorder") == "permission-denied"
    assert _status(create_order.handler, token, application="planox2") == "action-successful"


def test_an_application_that_does_not_exist_is_an_invalid_param(world: World) -> None:
    params = {"application": "nonsense", "itemable_type": "Order"}
    code, body = ask(create.handler, world, **params)
    assert (code, body["status"]) == (400, "invalid-param")
    assert "application" in {fault["param"] for fault in body["errors"]}


@pytest.mark.parametrize("params", [{}, {"application": "planox2"}, {"application": "nonsense"}])
def test_who_has_no_role_anywhere_is_asked_to_become_a_client_first(world: World, params: dict[str, str]) -> None:
    assert ask(index_items.handler, world, "roleless", **params)[1]["status"] == "client-required"


def test_who_has_no_role_may_log_out(world: World) -> None:
    assert ask(delete_session.handler, world, "roleless")[1]["status"] == "action-successful"


def test_client_required_shows_as_much_of_the_session_as_was_asked_for(world: World) -> None:
    def shown(**params: str) -> set[str]:
        return set(ask(index_items.handler, world, "roleless", **params)[1]["session"])

    assert {"id", "user", "remember_me", "token"} <= shown() == shown(session_view="default")
    assert shown(session_view="minimal") == {"id", "application", "token"} | (shown() & {"expires_at"})
    assert shown(session_view="full") == shown() | {"roles", "permissions"}


def test_a_full_view_of_a_session_shows_what_its_role_may_call(world: World) -> None:
    body = ask(create_order.handler, world, session_view="full")[1]
    assert "line_items.create" in body["session"]["permissions"]
    assert ask(create_order.handler, world, session_view="nonsense")[0] == 400


@pytest.mark.parametrize("token", ["made up", "", 5, "a_" + "x" * 43])
def test_a_token_that_leads_to_nothing_is_named_as_what_is_wrong(world: World, token: object) -> None:
    code, body = call(create.handler, {"token": token, **_on(world)})
    assert (code, body["status"]) == (401, "invalid-token")
    assert [(fault["param"], fault["status"]) for fault in body["errors"]] == [("token", "invalid-token")]
    assert body["errors"][0]["message"] == body["message"]


def test_a_token_that_is_missing_is_named_with_all_other_faults(world: World) -> None:
    code, body = call(create.handler, {"itemable_type": "Order", "quantity": -1})
    assert (code, body["status"]) == (400, "missing-param")
    assert {fault["param"] for fault in body["errors"]} == {"token", "itemable_id", "quantity"}


@pytest.mark.parametrize(("handler", "changes"), [(update.handler, {"quantity": 2}), (update.handler, {"key": "new"})])
def test_an_update_that_comes_again_under_its_key_answers_the_same_and_does_nothing(
    world: World, tables: Any, handler: Any, changes: dict[str, Any]
) -> None:
    made = ask(create.handler, world, **_on(world), key="k")[1]["data"]
    sent = event(json.dumps({"token": world.tokens["client"], "id": made["id"], **changes}).encode())
    sent["headers"]["Idempotency-Key"] = "again"
    first, second = (json.loads(handler(sent, CONTEXT)["body"]) for _ in range(2))
    assert first["data"] == second["data"]
    assert record_of(tables, "LineItem", made["id"])["version"] == 2


def test_only_staff_gives_an_order_away_whatever_application_they_name(world: World) -> None:
    params = {"id": world.order, "client_id": world.users["other_client"]["client_id"], "application": "planox2"}
    assert ask(update_order.handler, world, **params)[1]["status"] == "permission-denied"
    assert ask(update_order.handler, world, "employee", **params)[0] == 200
