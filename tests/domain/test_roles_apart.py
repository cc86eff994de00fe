"""What somebody is in one role, or one installation, says nothing of another."""

from typing import Any

import pytest

from domain.asking import ask, done, record_of, send
from domain.faults import Faults
from domain.idempotency import Sent, token_from_before
from domain.world import World, build_world, call, grant, login, make_order, new_user
from orders import create as create_order
from orders import read as read_order
from plano.domain.accounts import tries
from plano.domain.callers import CLIENT, LIAISON
from sessions import read as read_session
from sessions import update as update_session
from users import client_register


@pytest.fixture
def world(tables: Any) -> World:
    return build_world()


def _liaison_who_is_a_client(company: str | None) -> dict[str, Any]:
    user = grant(new_user("two@example.com", None), LIAISON, ["planox2"], company="Ada's Houses")
    return grant(user, CLIENT, ["planoorder"], company=company)


def test_a_liaison_who_becomes_a_client_elsewhere_stays_the_liaison_of_the_same_company(world: World) -> None:
    token = login(_liaison_who_is_a_client("Babbage Estates"))
    read = {"token": token, "application": "planox2"}
    assert call(read_order.handler, {**read, "id": world.order})[0] == 200
    assert call(read_order.handler, {**read, "id": world.other_order})[0] == 400


def test_a_client_without_a_company_has_not_the_one_it_is_a_liaison_of(world: World) -> None:
    order = make_order(_liaison_who_is_a_client(None)["client_id"])
    assert ask(read_order.handler, world, "liaison", id=order)[0] == 400


def test_two_tokens_of_one_name_in_two_applications_are_two_callers(world: World) -> None:
    sent = [
        Sent(create_order.handler, token_from_before(application, "orders.*"), {"key": "x"}).answer()
        for application in ("planoorder", "planox2")
    ]
    assert sent[0].data["id"] != sent[1].data["id"]
    assert not sent[1].replayed


def test_a_client_is_registered_though_its_other_sessions_do_not_hear_of_it(
    world: World, tables: Any, faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plano.domain.emails.outbox.promise", lambda _: None)
    monkeypatch.setattr("plano.domain.accounts.client_register.deliver_first", lambda _: None)
    other = login(world.users["roleless"])
    params = {"token": world.tokens["roleless"]}
    with faults.outage(carried_out=False, skip=1):
        assert send(client_register.handler, params)["status"] == "action-successful"
    assert "client_id" in record_of(tables, "User", world.users["roleless"]["id"])
    assert call(create_order.handler, {"token": other})[1]["status"] == "client-required"
    assert send(client_register.handler, params)["status"] == "email-already-client"
    assert call(create_order.handler, {"token": other})[0] == 200


def test_a_full_view_shows_the_permissions_whichever_route_answers_it(world: World) -> None:
    full = {"token": world.tokens["client"], "session_view": "full"}
    shown = call(read_session.handler, full)[1]["session"]
    assert shown["permissions"]
    changed = call(update_session.handler, {**full, "remember_me": True})[1]["session"]
    assert changed["permissions"] == shown["permissions"]


def test_a_try_that_ends_while_the_wait_is_reckoned_leaves_a_second_to_wait() -> None:
    ended = {str(number): {"at": 0, "open": False} for number in range(5)}
    assert tries.Tries(ended).seconds_until_room(5) == 1


def test_an_order_of_a_new_client_is_its_company_s(world: World) -> None:
    user = grant(new_user("three@example.com", None), CLIENT, ["planoorder"], company="Ada's Houses")
    order = done(create_order.handler, world, "employee", client_id=user["client_id"])["id"]
    assert ask(read_order.handler, world, "liaison", id=order)[0] == 200
