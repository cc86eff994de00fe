"""Nothing secret in any log line."""

from collections.abc import Iterator
from typing import Any

from integration.api import Api
from integration.people import login, register, somebody
from plano_cli.local.deployed_stack import client
from plano_cli.local.paths import Home
from plano_cli.local.stack import Stack

LOG_GROUP = "/plano/local/api"


def _log(stack: Stack) -> Iterator[str]:
    logs = client("logs", stack.aws.endpoint)
    for page in logs.get_paginator("filter_log_events").paginate(logGroupName=LOG_GROUP):
        yield from (event["message"] for event in page["events"])


def _requests(api: Api, person: dict[str, Any]) -> list[str]:
    """Make requests with secrets in all places; answer the secrets."""
    token = register(api, person)
    answers = [
        api.call_sensitive("users.register", person),
        login(api, person),
        login(api, {**person, "password": f"wrong {person['password']}"}),
        login(api, {**person, "password": person["password"] * 100}),
        api.call_sensitive("sessions.create", {"email": person["password"], "password": token}),
        api.call("sessions.read", {"token": token, "unknown": person["password"]}, as_=None),
        api.call("sessions.read", {"token": token + "x"}, as_=None),
        api.send("sessions.read", f'{{"token": "{token}"'.encode()),
        api.call_sensitive("users.client_register", {"token": token, "phone": 7}),
        api.call_sensitive("users.client_register", {"token": token}),
        api.call("sessions.delete", {"token": token}, as_=None),
    ]
    assert all(answer.status_code < 500 for answer in answers)
    made = answers[1].json()["data"]["token"]
    return [person["password"], token, made, token.removeprefix("plano_session_"), made.removeprefix("plano_session_")]


def test_no_password_and_no_token_in_any_log(api: Api, stack: Stack, home: Home) -> None:
    secrets = _requests(api, somebody())
    lines = list(_log(stack))
    assert any('"route":"users.client_register"' in line for line in lines)
    logs = [*lines, *(path.read_text(errors="replace") for path in home.logs.iterdir())]
    assert not [line for line in logs for secret in (*secrets, *api.tokens.values()) if secret in line]
