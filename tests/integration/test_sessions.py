"""sessions.create, index, update and delete over HTTP."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from integration.api import Api, faults
from integration.people import client, login, register, somebody, status, status_of
from plano.domain.accounts import managed_users as users
from plano.domain.accounts.roles import grant
from plano.domain.callers import EMPLOYEE


@pytest.fixture
def person(api: Api) -> dict[str, Any]:
    found = somebody()
    client(api, found)
    return found


def _token(api: Api, person: dict[str, Any], **more: Any) -> str:
    answer = login(api, person, **more)
    assert answer.status_code == 200, answer.text
    token: str = answer.json()["data"]["token"]
    return token


@pytest.mark.parametrize("name", ["client", "other_client", "employee", "liaison"])
def test_the_demo_people_can_log_in(api: Api, name: str) -> None:
    answer = login(api, {**api.logins[name], "application": "planox2"}, session_view="full")
    assert status(answer) == "action-successful"
    session = answer.json()["session"]
    assert (session["user"]["email"], session["application"]) == (api.logins[name]["email"], "planox2")
    assert session["role"] == name.removeprefix("other_")
    assert answer.json()["data"]["token"].startswith("plano_session_")


def test_a_user_without_a_role_gets_a_session_along_with_client_required(api: Api) -> None:
    answer = login(api, {**api.logins["roleless"], "application": "planoorder"})
    assert (answer.status_code, status(answer)) == (401, "client-required")
    assert status_of(api, answer.json()["data"]["token"]) == "client-required"
    assert answer.json()["session"]["role"] is None


def test_what_is_wrong_with_a_login(api: Api, person: dict[str, Any]) -> None:
    unknown = login(api, somebody())
    assert (unknown.status_code, status(unknown), faults(unknown)) == (
        400,
        "email-not-found",
        {"email": "email-not-found"},
    )
    wrong = login(api, {**person, "password": "x"})
    assert (status(wrong), faults(wrong)) == ("invalid-password", {"password": "invalid-password"})
    long = login(api, {**person, "password": "x" * 10_000})
    assert (status(long), faults(long)) == ("invalid-param", {"password": "invalid-param"})
    assert faults(login(api, {**person, "password": "\ud800"})) == {"password": "invalid-param"}
    assert status(login(api, {**person, "application": "planofax"})) == "invalid-param"
    for answer in (unknown, wrong, long):
        assert "session" not in answer.json()
        assert "data" not in answer.json()


def test_user_has_no_password(api: Api) -> None:
    other = somebody()
    users.create(other["email"], None)
    assert status(login(api, other)) == "user-has-no-password"


def test_user_requires_role_in_the_application(api: Api) -> None:
    person = somebody()
    user = users.create(person["email"], person["password"])
    grant(user.id, EMPLOYEE, ["planox2"])
    answer = login(api, {**person, "application": "planoorder"})
    assert (answer.status_code, status(answer)) == (400, "user-requires-role")
    assert faults(answer) == {"application": "user-requires-role"}
    assert "data" not in answer.json()
    assert status(login(api, {**person, "application": "planox2"})) == "action-successful"


def test_a_redirect_url_comes_back_as_it_went(api: Api, person: dict[str, Any]) -> None:
    url = "https://example.com/after?login=1&x=%20#top"
    assert login(api, person, redirect_url=url).json()["data"]["redirect_url"] == url


def test_a_session_lasts_as_long_as_it_says(api: Api, person: dict[str, Any]) -> None:
    session = login(api, person).json()["session"]
    made, ends = (datetime.fromisoformat(session[name]) for name in ("created_at", "expires_at"))
    assert ends - made == timedelta(hours=72)
    assert login(api, person, remember_me=True).json()["session"]["expires_at"] is None


def test_ones_own_sessions_are_listed_newest_first(api: Api, person: dict[str, Any]) -> None:
    tokens = [_token(api, person) for _ in range(3)]
    answer = api.call("sessions.index", {"token": tokens[1]}, as_=None)
    sessions = answer.json()["data"]["sessions"]
    ids = [session["id"] for session in sessions]
    assert len(ids) == 4  # and the one of the registration
    assert ids == sorted(ids, reverse=True)
    assert [session["current"] for session in sessions] == [False, True, False, False]
    assert {session["user"]["email"] for session in sessions} == {person["email"]}
    assert "plano_session" not in answer.text
    assert "hash" not in answer.text


def test_remember_me_can_be_changed(api: Api, person: dict[str, Any]) -> None:
    token = _token(api, person)
    on = api.call("sessions.update", {"token": token, "remember_me": True}, as_=None)
    assert (status(on), on.json()["session"]["expires_at"]) == ("action-successful", None)
    off = api.call("sessions.update", {"token": token, "remember_me": False}, as_=None)
    assert off.json()["session"]["expires_at"] is not None
    assert off.json()["session"]["remember_me"] is False
    wrong = api.call("sessions.update", {"token": token, "remember_me": 1}, as_=None)
    assert faults(wrong) == {"remember_me": "invalid-param"}
    assert status(api.call("sessions.update", {"token": token}, as_=None)) == "missing-param"


def test_a_session_that_was_ended_is_gone(api: Api, person: dict[str, Any]) -> None:
    token, other = _token(api, person), _token(api, person)
    answer = api.call("sessions.delete", {"token": token}, as_=None)
    assert (status(answer), answer.json()["data"]) == ("action-successful", {"ended": 1})
    for route in ("sessions.read", "sessions.delete", "sessions.index", "orders.create"):
        assert status(api.call(route, {"token": token}, as_=None)) == "invalid-token"
    assert status(api.call_sensitive("users.client_register", {"token": token})) == "invalid-token"
    assert status_of(api, other) == "action-successful"


def test_another_session_of_ones_own_can_be_ended_by_its_id(api: Api, person: dict[str, Any]) -> None:
    token, other = _token(api, person), _token(api, person)
    id = api.call("sessions.read", {"token": other, "session_view": "minimal"}, as_=None).json()["session"]["id"]
    assert status(api.call("sessions.delete", {"token": token, "id": id}, as_=None)) == "action-successful"
    assert (status_of(api, other), status_of(api, token)) == ("invalid-token", "action-successful")
    twice = api.call("sessions.delete", {"token": token, "id": id}, as_=None)
    assert (status(twice), faults(twice)) == ("invalid-param", {"id": "invalid-param"})


def test_somebody_elses_session_is_one_that_does_not_exist(api: Api, person: dict[str, Any]) -> None:
    token, stranger = _token(api, person), client(api, somebody())
    id = api.call("sessions.read", {"token": stranger, "session_view": "minimal"}, as_=None).json()["session"]["id"]
    theirs = api.call("sessions.delete", {"token": token, "id": id}, as_=None).json()
    nobodys = api.call("sessions.delete", {"token": token, "id": 1}, as_=None).json()
    assert theirs["status"] == "invalid-param"
    assert {**theirs, "request_id": ""} == {**nobodys, "request_id": ""}
    assert status_of(api, stranger) == "action-successful"


def test_all_sessions_end_when_asked(api: Api, person: dict[str, Any]) -> None:
    tokens, stranger = [_token(api, person) for _ in range(3)], client(api, somebody())
    both = api.call("sessions.delete", {"token": tokens[0], "all": True, "id": 1}, as_=None)
    assert (status(both), faults(both)) == ("invalid-param", {"all": "invalid-param"})
    answer = api.call("sessions.delete", {"token": tokens[0], "all": True}, as_=None)
    assert answer.json()["data"] == {"ended": 4}
    assert [status_of(api, token) for token in tokens] == ["invalid-token"] * 3
    assert status_of(api, stranger) == "action-successful"


def test_a_user_without_a_role_can_log_out_and_no_more(api: Api) -> None:
    token = register(api, somebody())
    for route, params in (("sessions.read", {}), ("sessions.index", {}), ("sessions.update", {"remember_me": True})):
        refused = api.call(route, {"token": token, **params}, as_=None)
        assert status(refused) == "client-required"
        assert refused.json()["session"]["role"] is None
    assert status(api.call("sessions.delete", {"token": token}, as_=None)) == "action-successful"
    assert status_of(api, token) == "invalid-token"


@pytest.mark.parametrize("route", ["sessions.read", "sessions.index", "sessions.update", "sessions.delete"])
def test_sessions_are_for_users(api: Api, route: str) -> None:
    params = {"remember_me": True} if route == "sessions.update" else {}
    assert status(api.call(route, params, as_="application")) == "permission-denied"
    assert status(api.call(route, params, as_="expired")) == "session-expired"
    assert status(api.call(route, params, as_="idle")) == "session-expired"
    assert status(api.call(route, {**params, "token": "plano_session_" + "A" * 43}, as_=None)) == "invalid-token"
