"""The code that the page of statuses shows for each: run on the answers that tests received."""

import base64
import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import httpx
import pytest

from documentation.remedies import REMEDIES, code_of
from domain.answering import FROM_A_PROXY, NO_ANSWER, RECEIVED, Api, received
from domain.portal import get
from domain.world import of_code
from plano.params.json_text import dump
from plano.registry.records import Records

_PATH, _PARAMS, _KEY = "/api/v1/orders/create", {"order_notes": "Two floor plans"}, "a-key"


def _function(code: str) -> Callable[..., Any]:
    """What the snippet defines last."""
    defined: dict[str, Any] = {}
    exec(compile(code_of(next(one for one in REMEDIES.values() if one.code == code)), code, "exec"), defined)
    function: Callable[..., Any] = list(defined.values())[-1]
    return function


def _of(code: str) -> list[str]:
    """The statuses whose remedy it is."""
    return [slug for slug, remedy in REMEDIES.items() if remedy.code == code]


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long snippets would have waited."""
    made: list[float] = []
    monkeypatch.setattr("time.sleep", made.append)
    return made


def test_the_page_shows_code_for_every_status(deployed: Records) -> None:
    html, markdown = get("/statuses")[2], get("/statuses.md")[2]
    for slug, remedy in REMEDIES.items():
        [shown] = re.findall(rf'aria-label="What to do about {slug}, in Python"><code>(.*?)</code>', html, re.DOTALL)
        assert unescape(shown) == code_of(remedy)
        assert f"```python\n{code_of(remedy)}\n```" in markdown


def test_read() -> None:
    data = _function("read")(received("action-successful"))
    assert data == json.loads(dump(RECEIVED["action-successful"]))["data"]
    with pytest.raises(RuntimeError, match=r"permission-denied: .+ \(request [\w-]{36}\)"):
        _function("read")(received("permission-denied"))


@pytest.mark.parametrize("status", _of("mark"))
def test_mark(status: str) -> None:
    faults = _function("mark")(received(status))
    assert faults
    wanted = [(fault["param"], fault["message"]) for fault in RECEIVED[status]["errors"]]
    assert [(param, message) for param, messages in faults.items() for message in messages] == wanted


@pytest.mark.parametrize("status", [*_of("again"), NO_ANSWER, FROM_A_PROXY])
def test_again(status: str, pauses: list[float]) -> None:
    api = Api(status, status, "action-successful")
    answer = _function("again")(api.client, _PATH, _PARAMS, _KEY)
    assert answer.json()["status"] == "action-successful"
    assert pauses == [1, 2, 4]
    assert [request.headers["idempotency-key"] for request in api.requests] == [_KEY] * 3
    assert {request.content for request in api.requests} == {api.requests[0].content}
    with pytest.raises(TimeoutError, match="same key"):
        _function("again")(Api(*[status] * 4).client, _PATH, _PARAMS, _KEY)


def test_again_says_at_last_what_was_answered(pauses: list[float]) -> None:
    with pytest.raises(TimeoutError, match="Something went wrong on our side"):
        _function("again")(Api(*["application-crash"] * 3, NO_ANSWER).client, _PATH, _PARAMS, _KEY)


def test_again_takes_an_email_that_is_late_for_an_answer(pauses: list[float]) -> None:
    api = Api("mandrill-email-failed")
    assert _function("again")(api.client, _PATH, _PARAMS, _KEY).status_code == 500
    assert len(api.requests) == 1


def test_wait(pauses: list[float]) -> None:
    api = Api(*_of("wait"), *_of("wait"), "action-successful")
    assert _function("wait")(api.client, _PATH, _PARAMS).status_code == 200
    assert pauses == [7, 7]
    assert _function("wait")(Api(*_of("wait") * 4).client, _PATH, _PARAMS).status_code == 429


@pytest.mark.parametrize("status", _of("login"))
def test_login(status: str) -> None:
    api = Api("action-successful")
    assert _function("login")(api.client, "ada@example.com", "a long enough password").startswith("plano_session_")
    assert _params_of(api.requests[0])["password"] == "a long enough password"


def test_register() -> None:
    api = Api("action-successful")
    token = _function("register")(api.client, received("client-required"), "Ada's Houses")
    assert token == RECEIVED["client-required"]["session"]["token"]
    assert _params_of(api.requests[0]) == {"token": token, "company_name": "Ada's Houses"}


def _params_of(request: httpx.Request) -> dict[str, Any]:
    """What a route with sensitive params was sent; the route knows each of them, and misses none."""
    route = of_code().routes[request.url.path.removeprefix("/api/v1/").replace("/", ".")]
    assert (request.method, request.headers["content-type"]) == (route["method"], route["content_type"])
    params: dict[str, Any] = json.loads(base64.b64decode(request.content, validate=True))
    assert params.keys() <= {param["name"] for param in route["params"]}
    assert params.keys() >= {param["name"] for param in route["params"] if param["required"]}
    return params


@pytest.mark.parametrize("status", _of("tell"))
def test_tell(status: str) -> None:
    assert _function("tell")(received(status)) == REMEDIES[status].say


@pytest.mark.parametrize("status", _of("report"))
def test_report(status: str, caplog: pytest.LogCaptureFixture) -> None:
    said = _function("report")(received(status))
    number = RECEIVED[status]["request_id"]
    assert number in said
    assert all(part in caplog.text for part in (status, number, RECEIVED[status]["message"]))


def test_divide() -> None:
    rows = [{"key": f"FM-{number}"} for number in range(3)]
    api = Api("payload-too-large", "action-successful", "payload-too-large", "action-successful", "payload-too-large")
    answers = _function("divide")(api.client, {"token": "a token", "line_items": rows})
    sent = [json.loads(request.content) for request in api.requests]
    assert [one["line_items"] for one in sent] == [rows, rows[:1], rows[1:], rows[1:2], rows[2:]]
    assert {one["token"] for one in sent} == {"a token"}
    assert [answer.status_code for answer in answers] == [200, 200, 413]


@pytest.mark.parametrize("status", _of("later"))
def test_later(status: str) -> None:
    kept: list[Any] = []
    api = Api("action-successful", status)
    for _ in range(2):
        _function("later")(api.client, _PATH, _PARAMS, _KEY, kept)
    assert kept == [(_PATH, _PARAMS, _KEY)]


@pytest.mark.parametrize("status", _of("done"))
def test_done(status: str) -> None:
    assert _function("done")(received(status))
    assert not _function("done")(received("application-crash"))


def test_every_snippet_is_run_here() -> None:
    assert all(callable(globals().get(f"test_{remedy.code}")) for remedy in REMEDIES.values())
