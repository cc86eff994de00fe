"""Browsers on other origins, over HTTP: every answer may be read, and API Gateway's own is in the contract's shape."""

import httpx

from integration.api import Api
from plano.pipeline.origins import FOR_EVERY_ORIGIN

_CREATE = "/api/v1/line_items/create"


def _is_open(answer: httpx.Response) -> bool:
    return (
        FOR_EVERY_ORIGIN.items() <= answer.headers.items() and "access-control-allow-credentials" not in answer.headers
    )


def test_answers_may_be_read_by_every_origin(api: Api) -> None:
    assert _is_open(api.call("line_items.create", api.line_item()))
    assert _is_open(api.call("line_items.create", {}))
    assert _is_open(httpx.post(f"{api.url}/no/such/path"))


def test_a_preflight_of_a_route_is_permitted(api: Api) -> None:
    asked = {"access-control-request-method": "POST", "access-control-request-headers": "content-type,idempotency-key"}
    answer = httpx.options(api.url + _CREATE, headers=asked)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["access-control-allow-methods"] == "POST"
    assert _is_open(answer)


def test_what_reaches_no_function_is_answered_in_the_same_shape(api: Api) -> None:
    answer = httpx.request("TRACE", api.url + _CREATE)
    body = answer.json()
    assert (answer.status_code, body["code"], body["status"]) == (500, 500, "route-non-existent")
    assert answer.headers["x-request-id"] == body["request_id"]
    assert _is_open(answer)
