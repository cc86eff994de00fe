"""users.client_register over HTTP: who becomes a client, and who does not."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from integration.api import Api, faults
from integration.people import client, login, register, somebody, status, status_of


def test_email_already_client(api: Api) -> None:
    token = client(api, somebody())
    answer = api.call_sensitive("users.client_register", {"token": token})
    assert (answer.status_code, status(answer)) == (400, "email-already-client")


def test_twenty_callers_with_one_session_make_one_client(api: Api) -> None:
    token = register(api, somebody())
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: api.call_sensitive("users.client_register", {"token": token}), range(20)))
    assert sorted(map(status, answers)) == ["action-successful"] + ["email-already-client"] * 19
    assert status_of(api, token) == "action-successful"


def test_becoming_a_client_counts_in_every_session(api: Api) -> None:
    person = somebody()
    register(api, person)
    tokens = [login(api, person).json()["data"]["token"] for _ in range(3)]
    assert status(api.call_sensitive("users.client_register", {"token": tokens[0]})) == "action-successful"
    for token in tokens:
        assert status(api.call("orders.create", {"token": token}, as_=None)) == "action-successful"


@pytest.mark.parametrize("as_", ["employee", "liaison", "application"])
def test_only_a_user_without_a_role_becomes_a_client(api: Api, as_: str) -> None:
    params = {"token": api.tokens[as_], "company_name": "Babbage Estates"}
    answer = api.call_sensitive("users.client_register", params)
    assert (answer.status_code, status(answer)) == (403, "permission-denied")
    theirs = api.call("orders.read", {"id": api.ids["other_order"]}, as_="liaison")
    assert status(theirs) == "invalid-param"


@pytest.mark.parametrize("company", ["", "   "])
def test_a_company_has_a_name(api: Api, company: str) -> None:
    token = register(api, somebody())
    answer = api.call_sensitive("users.client_register", {"token": token, "company_name": company})
    assert (status(answer), faults(answer)) == ("invalid-param", {"company_name": "invalid-param"})
    assert status_of(api, token) == "client-required"


def test_no_token_and_wrong_tokens_of_a_client_registration(api: Api) -> None:
    def answer(**params: Any) -> httpx.Response:
        return api.call_sensitive("users.client_register", {"phone": "1", **params})

    assert (status(answer()), faults(answer())) == ("missing-param", {"token": "missing-param"})
    assert status(answer(token="plano_session_" + "A" * 43)) == "invalid-token"
    assert status(answer(token=api.tokens["expired"])) == "session-expired"
