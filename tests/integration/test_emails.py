"""Emails that their requests left behind: they arrive, once, whatever Mandrill does in the meantime."""

import json
import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

from integration import people
from integration.api import Api, faults
from integration.mandrill import Mandrill, eventually
from plano.domain.accounts.person import Person
from plano.domain.emails import outbox
from plano.domain.emails.welcome import welcome
from plano.domain.notifications import of_emails
from plano.settings import settings
from plano.store.write import write
from plano_cli.local.stack import Stack
from plano_cli.main import app
from plano_cli.problems import Problem


@pytest.fixture
def mandrill(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mandrill]:
    monkeypatch.setenv("PLANO_EMAIL_DELAY_SECONDS", "1")
    settings.cache_clear()
    yield Mandrill(stack.facts["mandrill_url"])
    settings.cache_clear()


def _left_behind(domain: str = "example.com") -> tuple[int, str]:
    """The email of a request that ended as soon as it had committed."""
    address = f"ada-{secrets.token_hex(6)}@{domain}"
    email = welcome(
        Person(1, address, "Ada", "Lovelace"),
        "Ada's <Houses>",
        route="users.client_register",
        request_id=f"request of {address}",
    )
    outbox.promise(email.id)
    write([outbox.to_write(email)])
    return email.id, address


def _notification(api: Api, address: str) -> dict[str, Any]:
    return _of_request(api, f"request of {address}")


def _of_request(api: Api, request_id: str) -> dict[str, Any]:
    data = api.made("notifications.index", {"page": {"size": 100}}, as_="employee")
    found = [item for item in data["notifications"] if item["request_id"] == request_id]
    assert len(found) <= 1
    return found[0] if found else {}


def test_an_email_whose_request_ended_too_early_arrives(mandrill: Mandrill) -> None:
    _, address = _left_behind()
    assert eventually(lambda: mandrill.took(address) == 1)
    page = mandrill.page()
    assert f"&lt;{address}&gt;" in page
    assert "Welcome to Plano, Ada" in page


def test_an_email_whose_request_never_committed_does_not(mandrill: Mandrill) -> None:
    email = welcome(Person(1, "nobody@example.com"), None, route="users.client_register", request_id="never committed")
    outbox.promise(email.id)
    _, address = _left_behind()
    assert eventually(lambda: mandrill.took(address) == 1)
    assert mandrill.took("nobody@example.com") == 0


def test_fifty_emails_wait_for_mandrill_and_arrive_once(api: Api, mandrill: Mandrill) -> None:
    with mandrill.switched("down"), ThreadPoolExecutor(10) as pool:
        addresses = [address for _, address in pool.map(lambda _: _left_behind(), range(50))]
        assert eventually(lambda: bool(_notification(api, addresses[0])))
        assert "ServiceUnavailable" in _notification(api, addresses[0])["email"]["reason"]
        assert _notification(api, addresses[0])["email"]["delivered_at"] is None
    assert eventually(lambda: all(mandrill.took(address) for address in addresses))
    assert [mandrill.took(address) for address in addresses] == [1] * 50
    assert eventually(lambda: _notification(api, addresses[0])["email"]["delivered_at"] is not None)


def test_a_refused_email_says_why(api: Api, mandrill: Mandrill) -> None:
    _, address = _left_behind("rejected.example")
    assert eventually(lambda: bool(_notification(api, address)))
    found = _notification(api, address)
    assert found["status"] == "mandrill-email-failed"
    assert found["route"] == "users.client_register"
    assert found["email"]["to"] == address
    assert found["email"]["reason"] == "Mandrill answered rejected: hard-bounce"
    assert mandrill.took(address) == 0


def _registered(api: Api, domain: str = "example.com") -> tuple[httpx.Response, str, str]:
    """The answer to a registration as a client, the email it was made with, and the token."""
    person = {**people.somebody(), "email": f"new-{secrets.token_hex(6)}@{domain}"}
    token = people.register(api, person)
    answer = api.call_sensitive("users.client_register", {"token": token, "company_name": "Ada's <Houses>"})
    return answer, person["email"], token


def test_a_new_client_is_welcomed(api: Api, mandrill: Mandrill) -> None:
    answer, address, _ = _registered(api)
    assert people.status(answer) == "action-successful"
    assert mandrill.took(address) == 1


def test_a_refused_welcome_leaves_the_registration_standing(api: Api, mandrill: Mandrill) -> None:
    answer, address, token = _registered(api, "rejected.example")
    assert people.status(answer) == "mandrill-email-failed"
    assert answer.json()["message"].endswith("it is tried again.")  # no more than that: it may be refused for good
    assert answer.json()["session"]["role"] == "client"
    assert answer.json()["data"]["company_name"] == "Ada's <Houses>"
    assert api.call("orders.create", {"token": token}, as_=None).status_code == 200
    assert people.status(api.call_sensitive("users.client_register", {"token": token})) == "email-already-client"
    listed = api.made("notifications.index", {"page": {"size": 100}}, as_="application")["notifications"]
    (found,) = [item for item in listed if item["request_id"] == answer.json()["request_id"]]
    assert (found["status"], found["email"]["to"]) == ("mandrill-email-failed", address)
    assert token not in json.dumps(listed)


def test_an_email_that_mandrill_took_in_silence_is_not_sent_again(api: Api, mandrill: Mandrill) -> None:
    with mandrill.switched("silent"):
        answer, address, _ = _registered(api)
        assert people.status(answer) == "mandrill-email-failed"
    request_id = answer.json()["request_id"]
    assert mandrill.took(address) == 1
    assert eventually(lambda: _of_request(api, request_id)["email"]["delivered_at"] is not None)
    assert mandrill.took(address) == 1


def test_fifty_registrations_while_mandrill_is_down(api: Api, mandrill: Mandrill) -> None:
    with mandrill.switched("down"), ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: _registered(api), range(50)))
        assert {people.status(answer) for answer, _, _ in made} == {"mandrill-email-failed"}
    addresses = [address for _, address, _ in made]
    assert eventually(lambda: all(mandrill.took(address) for address in addresses))
    assert [mandrill.took(address) for address in addresses] == [1] * 50


def test_clients_see_no_notifications(api: Api) -> None:
    assert people.status(api.call("notifications.index", {"page": {}})) == "permission-denied"


def test_pages_of_notifications_follow_each_other(api: Api, mandrill: Mandrill) -> None:
    for _ in range(3):
        _registered(api, "rejected.example")
    whole = api.made("notifications.index", {"page": {"size": 3}}, as_="employee")["notifications"]
    first = api.made("notifications.index", {"page": {"size": 1}}, as_="employee")
    rest = api.made("notifications.index", {"page": {"size": 2, "cursor": first["next_cursor"]}}, as_="employee")
    assert first["notifications"] + rest["notifications"] == whole
    wrong = api.call("notifications.index", {"page": {"cursor": "yesterday"}}, as_="employee")
    assert faults(wrong) == {"page.cursor": "invalid-param"}


def test_an_operator_has_a_failed_email_sent_again_but_never_twice(
    mandrill: Mandrill, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"ada-{secrets.token_hex(6)}@example.com"
    person = Person(1, address, "Ada", "Lovelace")
    email = welcome(person, None, route="users.client_register", request_id="given up")
    notification, noted = of_emails.failed(email, "Mandrill was away for a day", given_up=True)
    write([outbox.to_write(email.with_values({"notification_id": notification.id})), noted])
    monkeypatch.setattr("plano_cli.emails.choose", lambda _: None)
    replay = ["emails", "replay", str(notification.id)]
    assert "is on its way" in CliRunner().invoke(app, replay).output
    assert eventually(lambda: mandrill.took(address) == 1)
    assert eventually(lambda: isinstance(CliRunner().invoke(app, replay).exception, Problem))
    assert "went out already" in str(CliRunner().invoke(app, replay).exception)
    assert mandrill.took(address) == 1
    unknown = CliRunner().invoke(app, ["emails", "replay", "1"])
    assert "There is no notification 1" in str(unknown.exception)
