"""Logging in, registering and ending sessions while the user changes: nobody is let in, or out, by halves."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import boto3
import pytest

from domain.asking import RECORDS, SESSIONS, all_keys, ask, done, faulty_params, items, record_of, send
from domain.faults import Faults
from domain.wholeness import assert_whole
from domain.world import APPLICATIONS, World, build_world, call, grant, login, new_user
from line_items import index as index_items
from plano import clock
from plano.domain.callers import CLIENT, LIAISON
from plano.settings import settings
from sessions import create as create_session
from sessions import delete as delete_session
from sessions import read as read_session
from sessions import update as update_session
from users import client_register, register

PASSWORD = "a password like no other"
EMAIL = "new@example.com"


@pytest.fixture
def world(tables: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """With a queue for emails, and nobody who takes them from there."""
    queue = boto3.client("sqs", region_name="eu-central-1").create_queue(QueueName="emails")
    monkeypatch.setenv("PLANO_EMAILS_QUEUE", queue["QueueUrl"])
    settings.cache_clear()
    yield build_world()
    settings.cache_clear()


def _log_in(email: str = EMAIL) -> dict[str, Any]:
    return send(create_session.handler, {"email": email, "password": PASSWORD, "application": "planoorder"})


def _register(email: str = EMAIL) -> dict[str, Any]:
    return send(register.handler, {"email": email, "password": PASSWORD})


def _become_client(token: str) -> str:
    """The status. Mandrill is not there, which undoes nothing."""
    return str(send(client_register.handler, {"token": token, "company_name": "Third Houses"})["status"])


DONE = {"action-successful", "mandrill-email-failed"}


def _sessions_of(tables: Any, email: str) -> list[dict[str, Any]]:
    return [item for item in items(tables, SESSIONS) if item.get("user", {}).get("email") == email]


def test_who_gets_a_role_while_logging_in_has_it_in_the_session(world: World, tables: Any, faults: Faults) -> None:
    user = new_user(EMAIL, PASSWORD)
    faults.meanwhile(lambda: grant(user, CLIENT, APPLICATIONS, company="Third Houses"), touching="Session#")
    answer = _log_in()
    assert answer["status"] == "action-successful"
    assert call(index_items.handler, {"token": answer["data"]["token"]})[0] == 200
    assert len(_sessions_of(tables, EMAIL)) == 1
    assert_whole(tables)


def test_two_logins_at_once_make_two_sessions(world: World, tables: Any, faults: Faults) -> None:
    grant(new_user(EMAIL, PASSWORD), CLIENT, APPLICATIONS)
    faults.meanwhile(_log_in, touching="Session#")
    assert _log_in()["status"] == "action-successful"
    assert len(_sessions_of(tables, EMAIL)) == 2
    assert_whole(tables)


@pytest.mark.parametrize(
    ("handler", "params"),
    [(read_session.handler, {}), (index_items.handler, {}), (update_session.handler, {"remember_me": True})],
    ids=["read", "index", "update"],
)
def test_a_session_that_ends_meanwhile_does_not_come_back(
    world: World, tables: Any, faults: Faults, handler: Any, params: dict[str, Any]
) -> None:
    with clock.set_to(clock.now() + timedelta(minutes=6)):
        faults.meanwhile(lambda: done(delete_session.handler, world))
        status = ask(handler, world, **params)[1]["status"]
        assert status == ("invalid-token" if handler is update_session.handler else "action-successful")
        assert ask(read_session.handler, world)[1]["status"] == "invalid-token"
    assert _sessions_of(tables, "client@example.com") == []
    assert_whole(tables)


@pytest.mark.parametrize("theirs", [{}, {"all": True}], ids=["one", "all"])
@pytest.mark.parametrize("mine", [{}, {"all": True}], ids=["one", "all"])
def test_a_session_that_is_ended_twice_at_once_ends_once(
    world: World, tables: Any, faults: Faults, mine: dict[str, Any], theirs: dict[str, Any]
) -> None:
    faults.meanwhile(lambda: done(delete_session.handler, world, **theirs))
    answer = ask(delete_session.handler, world, **mine)
    assert answer[0] == 200 if mine else faulty_params(answer) == {"id"}
    assert _sessions_of(tables, "client@example.com") == []
    assert_whole(tables)


def test_who_logs_in_while_all_sessions_end_is_logged_in_or_not_but_never_by_halves(
    world: World, tables: Any, faults: Faults
) -> None:
    made: list[str] = []
    faults.meanwhile(lambda: made.append(login(world.users["client"])))
    done(delete_session.handler, world, all=True)
    assert call(read_session.handler, {"token": made[0]})[1]["status"] in {"action-successful", "invalid-token"}
    assert_whole(tables)


@pytest.mark.parametrize(("mine", "theirs"), [(True, False), (False, True)])
def test_of_two_changes_of_a_session_one_counts_in_all_its_records(
    world: World, tables: Any, faults: Faults, mine: bool, theirs: bool
) -> None:
    faults.meanwhile(lambda: done(update_session.handler, world, remember_me=theirs))
    done(update_session.handler, world, remember_me=mine)
    (session,) = _sessions_of(tables, "client@example.com")
    (pointer,) = [item for item in items(tables, SESSIONS) if item["sk"] == f"Session#{session['id']:016d}"]
    assert session["remember_me"] is mine
    assert (session.get("removed_at") is None, pointer.get("removed_at") is None) == (mine, mine)


def test_of_two_who_register_one_email_one_has_it(world: World, tables: Any, faults: Faults) -> None:
    before = {key for key in all_keys(tables) if not key[0].startswith("Limit#")}
    others: list[dict[str, Any]] = []
    faults.meanwhile(lambda: others.append(_register(EMAIL.upper())), touching="Email#")
    answer = _register()
    assert (answer["status"], answer["errors"][0]["param"]) == ("email-already-registered", "email")
    assert others[0]["status"] == "action-successful"
    assert len({key for key in all_keys(tables) if not key[0].startswith("Limit#")} - before) == 4
    assert_whole(tables)


@pytest.mark.parametrize("number", range(3))
def test_who_becomes_a_client_twice_at_once_is_one_client(
    world: World, tables: Any, faults: Faults, number: int
) -> None:
    token = world.tokens["roleless"]
    statuses: list[str] = []
    faults.meanwhile(lambda: statuses.append(_become_client(token)), skip=number)
    statuses.append(_become_client(token))
    assert sorted(status in DONE for status in statuses) == [False, True]
    assert "email-already-client" in statuses
    assert_whole(tables)


def test_nobody_becomes_a_client_by_a_session_that_ends_meanwhile(world: World, tables: Any, faults: Faults) -> None:
    faults.meanwhile(lambda: done(delete_session.handler, world, "roleless"))
    assert _become_client(world.tokens["roleless"]) == "invalid-token"
    assert [item for item in items(tables, RECORDS) if item.get("user_id") == world.users["roleless"]["id"]] == [
        item for item in items(tables, RECORDS) if item["pk"] == "Email#roleless@example.com"
    ]
    assert_whole(tables)


@pytest.mark.parametrize("number", range(4))
def test_a_client_whose_registration_s_answer_got_lost_is_one(
    world: World, tables: Any, faults: Faults, number: int
) -> None:
    token = world.tokens["roleless"]
    faults.lose_answer(skip=number)
    assert _become_client(token) in DONE
    assert call(index_items.handler, {"token": token})[0] == 200
    assert_whole(tables)


def test_who_logs_in_while_becoming_a_client_is_one_in_every_session(world: World, tables: Any, faults: Faults) -> None:
    registered = _register()["data"]["token"]
    others: list[dict[str, Any]] = []
    faults.meanwhile(lambda: others.append(_log_in()))
    assert _become_client(registered) in DONE
    for token in (registered, others[0]["data"]["token"]):
        assert call(index_items.handler, {"token": token})[0] == 200
    assert_whole(tables)


@pytest.mark.parametrize("role", [CLIENT, LIAISON])
def test_an_older_slower_grant_gives_no_session_its_old_roles_back(
    world: World, tables: Any, faults: Faults, role: str
) -> None:
    user = new_user(EMAIL, PASSWORD)
    token = login(user)

    def grant_more() -> None:
        grant(_kept(tables, user), role, ["planoauth", "planoorder", "planox2"], company="Third Houses")

    faults.meanwhile(grant_more, touching="Session#")
    grant(user, CLIENT, ["planox2"])
    (session,) = _sessions_of(tables, EMAIL)
    assert session["roles"] == record_of(tables, "User", user["id"])["roles"]
    assert call(index_items.handler, {"token": token})[0] == 200


def _kept(tables: Any, user: dict[str, Any]) -> dict[str, Any]:
    found = record_of(tables, "User", user["id"])
    return {name: value for name, value in found.items() if name not in ("pk", "sk")}


def test_a_client_who_is_granted_again_has_the_new_company_in_every_record(world: World, tables: Any) -> None:
    user = world.users["client"]
    grant(_kept(tables, user), CLIENT, APPLICATIONS, company="Third  Houses")
    assert record_of(tables, "Client", user["client_id"])["company"] == "third houses"
    assert_whole(tables)
