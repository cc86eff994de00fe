"""Both kinds of API Gateway event give the same request."""

import base64
from typing import Any

import pytest

from plano.pipeline.request import Request

EXPECTED = Request("POST", "/api/v1/x/y", {"content-type": "text/plain"}, "ü".encode(), "id", "192.0.2.1")


def _rest(**more: Any) -> dict[str, Any]:
    context = {"requestId": "id", "stage": "prod", "identity": {"sourceIp": "192.0.2.1"}}
    event = {"version": "1.0", "httpMethod": "POST", "path": "/api/v1/x/y", "requestContext": context}
    return {**event, "headers": {"Content-Type": "text/plain"}, "body": "ü", "isBase64Encoded": False, **more}


def _http(**more: Any) -> dict[str, Any]:
    context = {"requestId": "id", "stage": "prod", "http": {"method": "POST", "sourceIp": "192.0.2.1"}}
    event = {"version": "2.0", "rawPath": "/prod/api/v1/x/y", "requestContext": context}
    return {**event, "headers": {"content-type": "text/plain"}, "body": "ü", "isBase64Encoded": False, **more}


@pytest.mark.parametrize("make", [_rest, _http])
def test_an_event_is_read(make: Any) -> None:
    encoded = base64.b64encode("ü".encode()).decode()
    assert Request.from_event(make()) == EXPECTED
    assert Request.from_event(make(body=encoded, isBase64Encoded=True)) == EXPECTED
    assert Request.from_event(make(body=None)).body == b""
    assert Request.from_event(make(headers=None)).media_type == ""


def test_the_default_stage_of_an_http_api_is_no_part_of_the_path() -> None:
    event = _http(rawPath="/api/v1/x/y")
    event["requestContext"]["stage"] = "$default"
    assert Request.from_event(event).path == "/api/v1/x/y"
