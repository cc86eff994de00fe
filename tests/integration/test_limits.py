"""Limits of logins and registrations over HTTP, however many come at once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NoReturn

import httpx
import pytest

from integration.api import Api
from integration.people import an_address, client, login, register, somebody, status
from plano.domain.accounts import limits
from plano.errors import StatusError
from plano.statuses import INVALID_PASSWORD


@pytest.fixture
def person(api: Api) -> dict[str, Any]:
    found = somebody()
    client(api, found)
    return found


def _wait(answer: httpx.Response) -> int:
    assert (answer.status_code, status(answer)) == (429, "too-many-requests")
    return int(answer.headers["retry-after"])


def test_the_sixth_wrong_login_for_an_email_has_to_wait(api: Api, person: dict[str, Any]) -> None:
    wrong = {**person, "password": "wrong"}
    assert [status(login(api, wrong)) for _ in range(5)] == ["invalid-password"] * 5
    assert 800 < _wait(login(api, {**wrong, "email": person["email"].upper()})) <= 900
    assert 800 < _wait(login(api, person)) <= 900
    assert status(login(api, {**somebody(), "password": "wrong"})) == "email-not-found"


def test_an_email_that_nobody_has_is_limited_too(api: Api) -> None:
    nobody = somebody()
    assert [status(login(api, nobody)) for _ in range(5)] == ["email-not-found"] * 5
    _wait(login(api, nobody))


def test_right_logins_are_never_limited(api: Api, person: dict[str, Any]) -> None:
    address = an_address()
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: login(api, person, address=address), range(60)))
    assert Counter(map(status, answers)) == {"action-successful": 60}


def test_two_hundred_wrong_logins_at_once_learn_five_times(api: Api, person: dict[str, Any]) -> None:
    wrong, address = {**person, "password": "wrong"}, an_address()
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: login(api, wrong, address=address), range(200)))
    assert Counter(map(status, answers)) == {"invalid-password": 5, "too-many-requests": 195}


def test_a_thousand_tries_at_once_fail_five_times(api: Api) -> None:
    counter = limits.logins_of_email(somebody()["email"])

    def fail() -> NoReturn:
        raise StatusError(INVALID_PASSWORD)

    def wrong(_: int) -> str:
        try:
            with limits.counted([counter], [INVALID_PASSWORD]):
                fail()
        except StatusError as error:
            return error.status.slug

    with ThreadPoolExecutor(200) as pool:
        assert Counter(pool.map(wrong, range(1000))) == {"invalid-password": 5, "too-many-requests": 995}


def test_the_fifty_first_wrong_login_from_an_address_has_to_wait(api: Api, person: dict[str, Any]) -> None:
    address = an_address()
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: login(api, somebody(), address=address), range(60)))
    assert Counter(map(status, answers)) == {"email-not-found": 50, "too-many-requests": 10}
    assert 800 < _wait(login(api, person, address=address)) <= 900
    assert status(login(api, person)) == "action-successful"


def test_registrations_with_taken_emails_are_limited_and_others_are_not(api: Api) -> None:
    person, address = somebody(), an_address()
    register(api, person)

    def again(_: int) -> httpx.Response:
        return api.call_sensitive("users.register", person, address=address)

    def new(_: int) -> httpx.Response:
        return api.call_sensitive("users.register", somebody(), address=address)

    with ThreadPoolExecutor(10) as pool:
        assert {status(answer) for answer in pool.map(new, range(55))} == {"action-successful"}
        answers = list(pool.map(again, range(60)))
    assert Counter(map(status, answers)) == {"email-already-registered": 50, "too-many-requests": 10}
    assert 800 < _wait(new(0)) <= 900
