"""Logins, and what becomes of sessions, when a write is stuck on its way and arrives late."""

from datetime import timedelta
from typing import Any

import pytest

from domain.asking import RECORDS, SESSIONS, ask, done, items, send
from domain.faults import Faults
from domain.wholeness import assert_whole
from domain.world import APPLICATIONS, World, build_world, call, grant, new_user
from plano import clock
from plano.domain.callers import CLIENT
from sessions import create as create_session
from sessions import delete as delete_session
from sessions import read as read_session
from sessions import update as update_session
from users import register

LATE = pytest.mark.parametrize("token_expired", [True, False], ids=["after-ten-minutes", "within-ten-minutes"])
PASSWORD = "a password like no other"


@pytest.fixture
def world(tables: Any) -> World:
    return build_world()


def test_a_session_is_remembered_as_was_asked_last(world: World, tables: Any, faults: Faults) -> None:
    faults.hold_back()
    done(update_session.handler, world, remember_me=True)
    done(update_session.handler, world, remember_me=False)
    faults.deliver_late(token_expired=False)
    session = ask(read_session.handler, world, session_view="default")[1]["session"]
    assert session["remember_me"] is False


@LATE
def test_a_late_use_of_a_session_does_not_bring_it_back(
    world: World, tables: Any, faults: Faults, token_expired: bool
) -> None:
    with clock.set_to(clock.now() + timedelta(minutes=6)):
        faults.hold_back()
        assert ask(read_session.handler, world)[0] == 200
        done(delete_session.handler, world)
        faults.deliver_late(token_expired=token_expired)
        assert ask(read_session.handler, world)[1]["status"] == "invalid-token"
    owners = [item.get("user", {}).get("email") for item in items(tables, SESSIONS)]
    assert "client@example.com" not in owners
    assert_whole(tables)


@LATE
def test_a_late_use_of_a_session_makes_it_no_older(
    world: World, tables: Any, faults: Faults, token_expired: bool
) -> None:
    start = clock.now()
    used: list[str] = []
    for minutes in (6, 12):
        with clock.set_to(start + timedelta(minutes=minutes)):
            if not used:
                faults.hold_back()
            assert ask(read_session.handler, world)[0] == 200
            used.append(_used_at(tables))
    faults.deliver_late(token_expired=token_expired)
    assert _used_at(tables) == used[1] > used[0]


def _used_at(tables: Any) -> str:
    found = items(tables, SESSIONS)
    (used_at,) = [item["used_at"] for item in found if item.get("user", {}).get("email") == "client@example.com"]
    return str(used_at)


def test_a_login_that_ended_is_not_made_again(world: World, tables: Any, faults: Faults) -> None:
    grant(new_user("login@example.com", PASSWORD), CLIENT, APPLICATIONS)
    params = {"email": "login@example.com", "password": PASSWORD, "application": "planoorder"}
    faults.hold_back(touching="Session#")
    token = send(create_session.handler, params)["data"]["token"]
    assert call(delete_session.handler, {"token": token})[0] == 200
    faults.deliver_late(token_expired=False)
    assert call(read_session.handler, {"token": token})[1]["status"] == "invalid-token"
    assert_whole(tables)


@LATE
def test_a_late_end_of_a_session_ends_no_other(world: World, tables: Any, faults: Faults, token_expired: bool) -> None:
    faults.hold_back()
    done(delete_session.handler, world, all=True)
    grant(new_user("login@example.com", PASSWORD), CLIENT, APPLICATIONS)
    params = {"email": "login@example.com", "password": PASSWORD, "application": "planoorder"}
    token = send(create_session.handler, params)["data"]["token"]
    faults.deliver_late(token_expired=token_expired)
    assert call(read_session.handler, {"token": token})[0] == 200
    assert ask(read_session.handler, world)[1]["status"] == "invalid-token"
    assert_whole(tables)


@LATE
def test_a_late_registration_makes_nobody_anew(world: World, tables: Any, faults: Faults, token_expired: bool) -> None:
    faults.hold_back(touching="Email#")
    token = send(register.handler, {"email": "new@example.com", "password": PASSWORD})["data"]["token"]
    (user,) = [item for item in items(tables, RECORDS) if item.get("email") == "new@example.com"]
    grant({name: value for name, value in user.items() if name not in ("pk", "sk")}, CLIENT, APPLICATIONS)
    faults.deliver_late(token_expired=token_expired)
    assert call(read_session.handler, {"token": token})[0] == 200
    assert_whole(tables)


@pytest.mark.parametrize("wrong", [True, False], ids=["wrong", "right"])
@pytest.mark.parametrize("number", range(4))
def test_a_late_note_of_a_try_counts_nothing_twice(world: World, faults: Faults, number: int, *, wrong: bool) -> None:
    new_user("login@example.com", PASSWORD)
    params = {"email": "login@example.com", "application": "planoorder"}
    bad = {**params, "password": "another long password"}
    assert send(create_session.handler, bad)["status"] == "invalid-password"
    faults.hold_back(touching="Limit#", skip=number)
    send(create_session.handler, bad if wrong else {**params, "password": PASSWORD})
    faults.deliver_late()
    with clock.set_to(clock.now() + timedelta(seconds=11)):  # so that no try is under way any more
        for _ in range(3 if wrong else 4):
            assert send(create_session.handler, bad)["status"] == "invalid-password"
        assert send(create_session.handler, bad)["status"] == "too-many-requests"
