"""What is left of a request in the log: one line, no secret, nothing of the request before."""

import json
from io import StringIO
from typing import Any

import pytest

from domain.world import World, build_world, call
from line_items import create
from plano.log import logger
from plano.pipeline import way


@pytest.fixture
def world(tables: Any) -> World:
    return build_world()


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    """What the logger writes."""
    written = StringIO()
    monkeypatch.setattr(logger().handlers[0], "stream", written)
    return written


def _lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def test_one_line_a_request_which_counts_it(world: World, log: StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    call(create.handler, {"token": world.tokens["client"], "itemable_type": "Order", "itemable_id": world.order})
    call(create.handler, {"token": "nobody"})
    requests = _lines(log.getvalue())
    assert [(line["route"], line["status"], line["code"], line["requests"]) for line in requests] == [
        ("line_items.create", "action-successful", 200, [1.0]),
        ("line_items.create", "invalid-token", 401, [1.0]),
    ]
    assert capsys.readouterr().out == ""
    assert requests[0]["caller"] == f"user {world.users['client']['id']}"
    assert requests[1]["caller"] == "nobody"
    assert requests[0]["request_id"] == "a-request"


def test_an_answer_counts_by_route_by_status_and_among_all(world: World, log: StringIO) -> None:
    call(create.handler, {"token": "nobody"})
    (line,) = _lines(log.getvalue())
    (counted,) = line["_aws"]["CloudWatchMetrics"]
    sets = [["environment", "route", "status"], ["environment", "status"], ["environment"]]
    assert (counted["Namespace"], counted["Dimensions"]) == ("Plano", sets)
    assert [line[name] for name in sets[0]] == ["local", "line_items.create", "invalid-token"]


def test_a_crash_is_logged_without_the_token(world: World, log: StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    token = world.tokens["client"]

    def crash(*_: object) -> None:
        raise RuntimeError(f"something about {token}")

    monkeypatch.setattr(way, "permit", crash)
    code, body = call(create.handler, {"token": token, "itemable_type": "Order", "itemable_id": world.order})
    assert (code, body["status"]) == (500, "application-crash")
    assert "something" not in json.dumps(body)
    logged = log.getvalue()
    assert "RuntimeError" in logged
    assert token not in logged


def test_what_is_no_event_gets_identify_request_error(tables: Any) -> None:
    response = create.handler({"hello": "world"}, None)
    assert (response["statusCode"], json.loads(response["body"])["status"]) == (500, "identify-request-error")
