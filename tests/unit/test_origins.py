"""Browsers: what a preflight is answered, by the list of addresses alone."""

import json
from io import StringIO
from typing import Any

import pytest

from gateway import addresses, route_non_existent
from plano.log import logger
from plano.pipeline.origins import READABLE
from plano.store.work import Work
from plano_cli.example_events import ADDRESSES, address_text
from plano_cli.local.paths import PROJECT

_ALL_HEADERS = "Authorization, content-type,idempotency-key , Prefer"


@pytest.fixture(autouse=True)
def _no_store(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("a preflight touches the store")

    monkeypatch.setattr(Work, "read", never)
    addresses.forget_active()


def _preflight(path: str, method: str | None = "POST", headers: str | None = None) -> dict[str, Any]:
    sent = {
        "Origin": "https://planoorder.example",
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": headers,
    }
    event = {
        "httpMethod": "OPTIONS",
        "path": path,
        "headers": {name: value for name, value in sent.items() if value is not None},
        "body": None,
        "isBase64Encoded": False,
        "requestContext": {"requestId": "a-request", "identity": {"sourceIp": "192.0.2.1"}},
    }
    return route_non_existent.handler(event, None)


def _permission(answer: dict[str, Any]) -> set[str]:
    return {name for name in answer["headers"] if name.startswith("access-control-allow-")} - {
        "access-control-allow-origin"
    }


@pytest.mark.parametrize("name", addresses.addresses())
def test_every_route_permits_its_method_and_headers(name: str) -> None:
    method, path = addresses.addresses()[name]
    answer = _preflight(path, method, _ALL_HEADERS)
    assert (answer["statusCode"], answer["body"]) == (204, "")
    assert answer["headers"] == {
        "access-control-allow-origin": "*",
        "access-control-allow-methods": method,
        "access-control-allow-headers": "authorization, content-type, idempotency-key, prefer",
        "access-control-max-age": "7200",
        "access-control-expose-headers": ", ".join(READABLE),
        "cache-control": "no-store",
        "x-request-id": "a-request",
    }


@pytest.mark.parametrize("headers", [None, "", "content-type"])
def test_a_preflight_may_ask_for_fewer_headers(headers: str | None) -> None:
    assert _permission(_preflight("/api/v1/line_items/create", headers=headers))


@pytest.mark.parametrize("headers", ["x-api-key", "content-type, x-api-key", "cookie", "*"])
def test_a_header_that_no_route_has_gets_no_permission(headers: str) -> None:
    answer = _preflight("/api/v1/line_items/create", headers=headers)
    assert (answer["statusCode"], _permission(answer)) == (204, set())


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/v1/line_items/crate"),
        ("POST", "/api/v1/line_items/create/"),
        ("POST", "/api/v1/events/publish"),
        ("POST", "/"),
        ("GET", "/api/v1/line_items/create"),
        ("PUT", "/api/v1/line_items/create"),
        ("post", "/api/v1/line_items/create"),
        ("", "/api/v1/line_items/create"),
    ],
)
def test_a_path_or_a_method_that_no_route_has_gets_no_permission(method: str, path: str) -> None:
    answer = _preflight(path, method, "content-type")
    assert _permission(answer) == set()
    assert json.loads(answer["body"])["status"] == "route-non-existent"


def test_no_answer_ever_allows_credentials() -> None:
    for answer in (_preflight("/api/v1/line_items/create"), _preflight("/no/such/path")):
        assert answer["headers"]["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer["headers"]


def test_the_addresses_are_those_of_the_declarations() -> None:
    assert (PROJECT / ADDRESSES).read_text() == address_text(PROJECT), "run `make events`"


@pytest.mark.parametrize(
    ("path", "counted"), [("/api/v1/line_items/create", "preflights"), ("/api/v1/wp-login.php", "unknown_routes")]
)
def test_neither_a_preflight_nor_a_scanner_counts_among_requests(
    path: str, counted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = StringIO()
    monkeypatch.setattr(logger().handlers[0], "stream", written)
    _preflight(path)
    line = json.loads(written.getvalue())
    (metric,) = line["_aws"]["CloudWatchMetrics"]
    assert [each["Name"] for each in metric["Metrics"]] == [counted]
    assert "requests" not in line
