"""People who register and log in, each with an email, a password and an address of their own."""

import secrets
from typing import Any

import httpx

from integration.api import Api

Params = dict[str, Any]


def somebody(name: str = "ada") -> Params:
    """The params of a registration that nobody made before."""
    return {
        "email": f"{name}.{secrets.token_hex(6)}@example.com",
        "password": f"password {secrets.token_urlsafe(12)}",
        "first_name": "Ada",
        "last_name": "Lovelace",
        "application": "planoorder",
    }


def an_address() -> str:
    """An address of a private network, so that the limits of one test are not another's."""
    return ".".join(str(number) for number in (10, *secrets.token_bytes(3)))


def register(api: Api, person: Params) -> str:
    """The token of somebody who has just registered."""
    answer = api.call_sensitive("users.register", person, address=an_address())
    assert answer.status_code == 200, answer.text
    token: str = answer.json()["data"]["token"]
    return token


def login(api: Api, person: Params, *, address: str | None = None, **more: Any) -> httpx.Response:
    """The answer to a login."""
    params = {name: person[name] for name in ("email", "password", "application")}
    return api.call_sensitive("sessions.create", {**params, **more}, address=address or an_address())


def client(api: Api, person: Params) -> str:
    """The token of somebody who has registered as a client."""
    token = register(api, person)
    answer = api.call_sensitive("users.client_register", {"token": token})
    assert answer.status_code == 200, answer.text
    return token


def status(answer: httpx.Response) -> str:
    """The status, which the HTTP code has to agree with."""
    body = answer.json()
    assert body["code"] == answer.status_code
    return str(body["status"])


def status_of(api: Api, token: str) -> str:
    """What becomes of a request with this token."""
    return status(api.call("sessions.read", {"token": token}, as_=None))
