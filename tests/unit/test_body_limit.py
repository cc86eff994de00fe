"""How large a body may be: never too small for params that are valid, and never larger than what a function bears."""

import base64
import json
from collections.abc import Mapping
from functools import partial
from typing import Any

import pytest

from line_items.create import handler
from plano.declarations.describe import describe_params
from plano.declarations.route import Route
from plano.errors import StatusError
from plano.pipeline.body import decode
from plano.pipeline.request import Request
from plano.registry.discovery import declared
from plano.statuses import PAYLOAD_TOO_LARGE
from plano_cli.local.paths import FUNCTIONS

ROUTES = [pytest.param(route, id=route.name) for route in declared(FUNCTIONS)[1]]
MOST, LEAST = 1024 * 1024, 4 * 1024
VALUES: Mapping[str, Any] = {"boolean": False, "integer": -(2**53 - 1), "float": "-" + "0." + "1" * 38}


def _largest(param: Mapping[str, Any], letter: str) -> Any:
    """The longest value that the param can have."""
    if "values" in param:
        return max(param["values"], key=len)
    if param["type"] == "array":
        inner = {**param.get("items", {}), "type": "hash", **param}
        one = _params(inner["children"], letter) if "children" in param else _largest(param["items"], letter)
        return [one] * min(param["max_items"], 10)
    if "children" in param:
        return _params(param["children"], letter)
    if param.get("format") == "date-time":
        return "2026-11-24T09:30:00.123456+00:00"
    return VALUES[param["type"]] if param["type"] in VALUES else letter * param["max_length"]


def _params(params: list[dict[str, Any]], letter: str) -> dict[str, Any]:
    return {param["name"]: _largest(param, letter) for param in params}


def _request(route: Route[Any], raw: bytes, content_type: str | None = None) -> Request:
    return Request("POST", "/", {"content-type": content_type or route.content_type}, raw, "id", "")


def _wrapped(raw: bytes) -> bytes:
    text = base64.b64encode(raw)
    return b"\r\n".join(text[start : start + 76] for start in range(0, len(text), 76))


@pytest.mark.parametrize("write", [json.dumps, partial(json.dumps, indent=8), partial(json.dumps, ensure_ascii=False)])
@pytest.mark.parametrize("letter", ["😀", "é", '"', "\x00", "x"])
@pytest.mark.parametrize("route", ROUTES)
def test_the_longest_of_all_values_have_room(route: Route[Any], letter: str, write: Any) -> None:
    raw = write(_params(describe_params(route.params), letter)).encode()
    sent = _wrapped(raw) if route.sensitive else raw
    assert decode(_request(route, sent), route).values


@pytest.mark.parametrize("route", ROUTES)
def test_a_larger_body_is_too_large_whatever_it_holds(route: Route[Any]) -> None:
    assert LEAST <= route.body_limit <= MOST
    for raw in (b" " * route.body_limit, b"[" * route.body_limit, b"\xff" * route.body_limit):
        with pytest.raises(StatusError) as raised:
            decode(_request(route, raw + b" "), route)
        assert raised.value.status is PAYLOAD_TOO_LARGE
        assert f"{route.body_limit:,} bytes" in raised.value.message
        with pytest.raises(StatusError) as raised:
            decode(_request(route, raw), route)
        assert raised.value.status is not PAYLOAD_TOO_LARGE


def test_the_content_type_is_looked_at_before_the_size() -> None:
    route = handler.declaration
    with pytest.raises(StatusError, match="invalid-content-type"):
        decode(_request(route, b"x" * 2 * MOST, "text/html"), route)


@pytest.mark.parametrize("route", ROUTES)
def test_every_route_documents_that_a_body_can_be_too_large(route: Route[Any]) -> None:
    assert PAYLOAD_TOO_LARGE in route.all_statuses()
