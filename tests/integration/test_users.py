"""users.register over HTTP: who gets an account, with which email and which password."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from integration.api import Api, faults
from integration.people import an_address, login, register, somebody, status, status_of
from plano.domain.accounts import register as registration
from plano.domain.accounts.params import RegisterUser
from plano.errors import StatusError
from plano.store.work import Work


def test_from_registration_to_a_line_item_on_an_order_of_ones_own(api: Api) -> None:
    person = somebody()
    registered = api.call_sensitive("users.register", person, address=an_address())
    assert (registered.status_code, status(registered)) == (200, "action-successful")
    token, session = registered.json()["data"]["token"], registered.json()["session"]
    assert session["user"]["email"] == person["email"]
    assert (session["role"], session["application"]) == (None, "planoorder")

    refused = api.call("orders.create", {"token": token}, as_=None)
    assert (refused.status_code, status(refused)) == (401, "client-required")
    assert refused.json()["session"]["id"] == session["id"]

    details = {"phone": "+1 212 555 0100", "company_name": "Lovelace Ltd", "session_view": "full"}
    became = api.call_sensitive("users.client_register", {"token": token, **details})
    assert (became.status_code, status(became)) == (200, "action-successful")
    data = became.json()["data"]
    assert data["user_id"] == session["user"]["id"]
    assert (data["phone"], data["company_name"]) == ("+1 212 555 0100", "Lovelace Ltd")
    updated = became.json()["session"]
    assert updated["id"] == session["id"]
    assert updated["roles"] == {"planoauth": "client", "planoorder": "client", "planox2": "client"}
    assert "line_items.create" in updated["permissions"]

    order = api.call("orders.create", {"token": token}, as_=None).json()["data"]
    assert order["client_id"] == data["id"]
    item = {"token": token, "itemable_type": "Order", "itemable_id": order["id"], "quantity": 2}
    added = api.call("line_items.create", item, as_=None)
    assert status(added) == "action-successful"
    theirs = api.call("line_items.create", {**item, "itemable_id": api.ids["order"]}, as_=None)
    assert (status(theirs), faults(theirs)) == ("invalid-param", {"itemable_id": "invalid-param"})


def test_who_registered_can_log_in_in_whatever_letter_case(api: Api) -> None:
    person = somebody()
    register(api, person)
    answer = login(api, {**person, "email": person["email"].upper()})
    assert (answer.status_code, status(answer)) == (401, "client-required")
    assert status_of(api, answer.json()["data"]["token"]) == "client-required"
    assert answer.json()["session"]["user"]["first_name"] == "Ada"


def test_a_name_and_an_application_may_be_left_out(api: Api) -> None:
    person = somebody()
    answer = api.call_sensitive("users.register", {name: person[name] for name in ("email", "password")})
    assert answer.json()["session"]["application"] == "planoauth"


def test_email_already_registered(api: Api) -> None:
    person = somebody()
    register(api, person)
    again = {**somebody(), "email": person["email"].title()}
    answer = api.call_sensitive("users.register", again, address=an_address())
    assert (answer.status_code, status(answer)) == (400, "email-already-registered")
    assert faults(answer) == {"email": "email-already-registered"}
    assert "session" not in answer.json()
    assert status(login(api, again)) == "invalid-password"


def test_fifty_callers_with_one_email_in_different_letter_case_make_one_user(api: Api) -> None:
    people, address = _crowd(50), an_address()
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda one: api.call_sensitive("users.register", one, address=address), people))
    assert sorted(map(status, answers)) == ["action-successful"] + ["email-already-registered"] * 49
    winner = next(one for one, answer in zip(people, answers, strict=True) if answer.status_code == 200)
    assert status(login(api, winner)) == "client-required"


def test_fifty_registrations_of_one_email_in_the_same_moment_make_one_user(api: Api) -> None:
    """Without a function between them and the table: they all get as far as the write."""
    people, address, start = _crowd(50), an_address(), Barrier(50)

    def write(person: dict[str, Any]) -> str:
        params = RegisterUser.model_validate(person)
        start.wait()
        try:
            return str((registration.register(params, Work(), address).in_view() or {})["token"])
        except StatusError as error:
            return error.status.slug

    with ThreadPoolExecutor(50) as pool:
        outcomes = list(pool.map(write, people))
    tokens = [outcome for outcome in outcomes if outcome != "email-already-registered"]
    assert len(tokens) == 1
    assert status_of(api, tokens[0]) == "client-required"


def _crowd(count: int) -> list[dict[str, Any]]:
    """As many people with one email, each spelling it in other letter case."""
    email = somebody()["email"]
    found = [{**somebody(), "email": _spelled(email, number)} for number in range(count)]
    assert len({person["email"] for person in found}) == count
    return found


def _spelled(email: str, number: int) -> str:
    """The email with those of its letters in upper case that the number has bits for."""
    name, _, domain = email.partition("@")
    bits = f"{number:06b}"
    letters = [letter.upper() if bit == "1" else letter for letter, bit in zip("crowds", bits, strict=True)]
    return f"{''.join(letters)}{name}@{domain}"


NO_EMAILS = [
    "", "ada", "ada@", "@example.com", "ada@example", '"ada lovelace"@example.com', "ädä@example.com",
    "ada@example.com\nBcc: eve@example.com", "ada@example.com\r\n", "Ada <ada@example.com>", " ada@example.com",
    "ada@example.com\0", "a" * 400 + "@example.com", "ada@" + "a" * 400 + ".com", "ada@[127.0.0.1]",
    "ada@exa\ud800mple.com", 7, ["ada@example.com"], True,
]  # fmt: skip


@pytest.mark.parametrize("email", NO_EMAILS, ids=lambda email: repr(email)[:30])
@pytest.mark.parametrize("route", ["users.register", "sessions.create"])
def test_what_is_no_email_is_an_invalid_param(api: Api, route: str, email: Any) -> None:
    person = {name: value for name, value in somebody().items() if name in ("password", "application")}
    answer = api.call_sensitive(route, {**person, "email": email})
    assert (status(answer), faults(answer)) == ("invalid-param", {"email": "invalid-param"})


def test_an_email_with_a_unicode_domain_is_kept_as_mail_servers_know_it(api: Api) -> None:
    person = somebody()
    name = person["email"].partition("@")[0]
    answer = api.call_sensitive("users.register", {**person, "email": f"{name}@EXÄMPLE.com"})
    assert answer.json()["session"]["user"]["email"] == f"{name}@xn--exmple-cua.com"
    assert status(login(api, {**person, "email": f"{name}@exämple.com"})) == "client-required"


@pytest.mark.parametrize("password", ["", "x", "x" * 11, "x" * 129, "x" * 10_000, 123456789012, "\ud800" * 12])
def test_what_is_no_new_password_is_an_invalid_param(api: Api, password: Any) -> None:
    answer = api.call_sensitive("users.register", {**somebody(), "password": password})
    assert (status(answer), faults(answer)) == ("invalid-param", {"password": "invalid-param"})
    assert len(str(password)) < 12 or str(password) not in answer.text


@pytest.mark.parametrize("password", ["\0" * 12, "twelve\0 zeroes \0", "🔑" * 128, " " * 12])
def test_any_characters_make_a_password(api: Api, password: str) -> None:
    person = {**somebody(), "password": password}
    register(api, person)
    assert status(login(api, person)) == "client-required"
    other = password[:-1] + "x"
    assert status(login(api, {**person, "password": other})) == "invalid-password"
    cut = password.split("\0", maxsplit=1)[0]
    if cut != password:
        assert status(login(api, {**person, "password": cut})) == "invalid-password"


def test_missing_params_of_a_registration(api: Api) -> None:
    answer = api.call_sensitive("users.register", {"first_name": 7})
    assert status(answer) == "missing-param"
    expected = {"email": "missing-param", "password": "missing-param", "first_name": "invalid-param"}
    assert faults(answer) == expected


@pytest.mark.parametrize("route", ["users.register", "users.client_register"])
@pytest.mark.parametrize("body", [b"%%%", b"e", b"bm90IGpzb24=", b'{"email": "ada@example.com"}'])
def test_what_is_not_base64_of_json(api: Api, route: str, body: bytes) -> None:
    answer = api.send(route, body, content_type="text/plain")
    assert status(answer) == "invalid-encoded-params"


@pytest.mark.parametrize("route", ["users.register", "users.client_register"])
def test_sensitive_params_do_not_travel_as_json(api: Api, route: str) -> None:
    assert status(api.send(route, b"{}")) == "invalid-content-type"
