"""What IAM denies: named in the log, whatever becomes of the request; no caller reads of it."""

import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest

from domain.asking import SESSIONS, items
from domain.faults import Faults
from domain.world import World, build_world, call
from line_items import create, index
from plano import clock
from plano.log import logger
from sessions import read as read_session

_FUNCTION = "plano-test-function"


@pytest.fixture
def world(tables: Any, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", _FUNCTION)
    return build_world()


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    """What the logger writes."""
    written = StringIO()
    monkeypatch.setattr(logger().handlers[0], "stream", written)
    return written


def _words(action: str, table: str) -> str:
    role = "arn:aws:sts::111111111111:assumed-role/plano-role/function"
    resource = f"arn:aws:dynamodb:eu-central-1:111111111111:table/{table}"
    return (
        f"User: {role} is not authorized to perform: dynamodb:{action} on resource: {resource} "
        f"because no identity-based policy allows the dynamodb:{action} action"
    )


def _denials(log: StringIO) -> list[dict[str, str]]:
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    found = [line for line in lines if line["message"] == "access-denied"]
    return [{name: line[name] for name in ("level", "function", "action", "table", "prefix")} for line in found]


def _denied(action: str, table: str, prefix: str) -> dict[str, str]:
    named = {"function": _FUNCTION, "action": f"dynamodb:{action}", "table": table, "prefix": prefix}
    return {"level": "ERROR", **named}


def _create(world: World) -> tuple[int, dict[str, Any]]:
    return call(create.handler, {"token": world.tokens["client"], "itemable_type": "Order", "itemable_id": world.order})


def test_a_denied_read_is_named(world: World, faults: Faults, log: StringIO) -> None:
    faults.deny("BatchGetItem", because=_words("BatchGetItem", "sessions"))
    code, body = _create(world)
    assert (code, body["status"]) == (500, "identify-request-error")
    assert _denials(log) == [_denied("BatchGetItem", "sessions", "Session#")]
    assert "authorized" not in json.dumps(body)


def test_a_denied_write_is_named_by_what_aws_says_of_it(world: World, faults: Faults, log: StringIO) -> None:
    faults.deny("TransactWriteItems", because=_words("ConditionCheckItem", "records"))
    code, body = _create(world)
    assert (code, body["status"]) == (500, "application-crash")
    assert _denials(log) == [_denied("ConditionCheckItem", "records", "Order#")]
    assert "authorized" not in json.dumps(body)


def test_where_aws_says_nothing_all_that_was_asked_for_is_named(world: World, faults: Faults, log: StringIO) -> None:
    faults.deny("TransactWriteItems", because="")
    assert _create(world)[0] == 500
    assert sorted(_denials(log), key=str) == [
        _denied("ConditionCheckItem", "records", "Order#"),
        _denied("PutItem", "records", "LineItem#, Order#"),
    ]


def test_a_denied_query_of_a_listing_names_it(world: World, faults: Faults, log: StringIO) -> None:
    faults.deny("Query", because=_words("Query", "records/index/client"))
    code, body = call(index.handler, {"token": world.tokens["client"]})
    assert (code, body["status"]) == (500, "application-crash")
    assert _denials(log) == [_denied("Query", "records/index/client", "LineItem#")]


def test_a_denied_touch_of_the_session_fails_no_request(
    world: World, faults: Faults, log: StringIO, tables: Any
) -> None:
    before = _used(tables)
    faults.deny("UpdateItem", because=_words("UpdateItem", "sessions"))
    with clock.set_to(clock.now() + timedelta(minutes=6)):
        assert _create(world)[0] == 200
    assert _denials(log) == [_denied("UpdateItem", "sessions", "Session#")]
    assert _used(tables) == before


def test_no_line_names_more_of_a_key_than_its_kind(world: World, faults: Faults, log: StringIO, tables: Any) -> None:
    faults.deny("BatchGetItem", because="")
    call(read_session.handler, {"token": world.tokens["client"]})
    hashes = [item["pk"].partition("#")[2] for item in items(tables, SESSIONS)]
    assert _denials(log)
    assert not [one for one in hashes if one in log.getvalue()]


def _used(tables: Any) -> list[str]:
    return sorted(item["used_at"] for item in items(tables, SESSIONS) if "used_at" in item)
