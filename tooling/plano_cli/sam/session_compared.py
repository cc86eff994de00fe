"""A session's path over HTTP: through `sam local start-api`, and through the deployed API."""

import base64
import json
import time
from collections.abc import Iterator, Mapping
from typing import Any

import httpx

from plano_cli.local.paths import Home
from plano_cli.sam import commands
from plano_cli.sam.answers import Answer, of_response
from plano_cli.sam.functions_compared import Result, judge
from plano_cli.sam.things import EMAIL, PASSWORD

_HEADERS = frozenset(
    {
        "access-control-allow-origin",
        "access-control-expose-headers",
        "cache-control",
        "content-type",
        "x-request-id",
    }
)
"""What a function sets; the rest is the server's."""
_SUCCESS = "200 action-successful"
_STEPS: tuple[tuple[str, str, Mapping[str, Any], str], ...] = (
    ("POST", "sessions/read", {}, _SUCCESS),
    ("PUT", "sessions/update", {"remember_me": True}, _SUCCESS),
    ("DELETE", "sessions/delete", {}, _SUCCESS),
    ("POST", "sessions/read", {}, "401 invalid-token"),
)
_PATIENCE_SECONDS = 120


def compare_session(home: Home, facts: Mapping[str, Any]) -> Iterator[Result]:
    """Log in, read the session, change it, log out, and be refused: in containers, and as deployed."""
    with commands.api(home) as address, _client(address) as ours, _client(facts["api_url"]) as theirs:
        started = time.monotonic()
        logins = [_log_in(client) for client in (ours, theirs)]
        yield _result("POST sessions/create", logins, _SUCCESS, started)
        tokens = [login.fields["body"].get("data", {}).get("token", "") for login in logins]
        for method, path, params, wanted in _STEPS:
            started = time.monotonic()
            answers = [
                _ask(client, method, path, {"token": token, **params})
                for client, token in zip((ours, theirs), tokens, strict=True)
            ]
            yield _result(f"{method} {path}", answers, wanted, started)


def _result(name: str, answers: list[Answer], wanted: str, started: float) -> Result:
    ours, theirs = answers
    comparison = judge(ours, theirs, wanted, same_request=False)
    return Result(name, ours.summary, comparison, time.monotonic() - started)


def _client(address: str) -> httpx.Client:
    return httpx.Client(base_url=f"{address}/api/v1/", timeout=_PATIENCE_SECONDS)


def _log_in(client: httpx.Client) -> Answer:
    params = {"email": EMAIL, "password": PASSWORD, "application": "planoorder"}
    text = base64.b64encode(json.dumps(params).encode()).decode()
    return _answer(client.post("sessions/create", content=text, headers={"content-type": "text/plain"}))


def _ask(client: httpx.Client, method: str, path: str, params: Mapping[str, Any]) -> Answer:
    return _answer(client.request(method, path, json=params))


def _answer(response: httpx.Response) -> Answer:
    headers = {name: value for name, value in response.headers.items() if name in _HEADERS}
    return of_response({"statusCode": response.status_code, "headers": headers, "body": response.text})
