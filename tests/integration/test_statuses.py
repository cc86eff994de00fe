"""Every status on the seed's page, provoked over HTTP; mandrill-email-failed apart, which this route never causes."""

import json
from typing import Any

import httpx
import pytest

from integration.api import Api, faults


def _is(answer: httpx.Response, status: str, code: int) -> None:
    body = answer.json()
    assert (body["status"], body["code"], answer.status_code) == (status, code, code), answer.text
    assert body["message"]
    assert answer.headers["x-request-id"] == body["request_id"]


@pytest.mark.parametrize(
    "token",
    ["plano_session_" + "x" * 43, "plano_app_" + "x" * 43, "nonsense", "", "plano_session_", 7, True, [], {"a": 1}],
)
def test_invalid_token(api: Api, token: Any) -> None:
    answer = api.call("line_items.create", api.line_item(token=token), as_=None)
    _is(answer, "invalid-token", 401)
    assert faults(answer) == {"token": "invalid-token"}


@pytest.mark.parametrize("as_", ["expired", "idle"])
def test_session_expired(api: Api, as_: str) -> None:
    _is(api.call("line_items.create", api.line_item(), as_=as_), "session-expired", 401)


def test_client_required_holds_the_session(api: Api) -> None:
    answer = api.call("line_items.create", api.line_item(), as_="roleless")
    _is(answer, "client-required", 401)
    session = answer.json()["session"]
    assert session["user"]["email"] == api.logins["roleless"]["email"]
    assert session["role"] is None


def test_missing_param_names_all_faults(api: Api) -> None:
    answer = api.call("line_items.create", {"itemable_id": None, "quantity": "7"})
    _is(answer, "missing-param", 400)
    assert faults(answer) == {
        "itemable_type": "missing-param",
        "itemable_id": "missing-param",
        "quantity": "invalid-param",
    }


def test_missing_token(api: Api) -> None:
    answer = api.call("line_items.create", api.line_item(), as_=None)
    _is(answer, "missing-param", 400)
    assert faults(answer) == {"token": "missing-param"}


WRONG: list[tuple[dict[str, Any], set[str]]] = [
    ({"quantity": "7"}, {"quantity"}),
    ({"quantity": 2.0}, {"quantity"}),
    ({"quantity": True}, {"quantity"}),
    ({"quantity": -1}, {"quantity"}),
    ({"quantity": 2**53}, {"quantity"}),
    ({"price": "1"}, {"price"}),
    ({"price": True}, {"price"}),
    ({"price": []}, {"price"}),
    ({"service_type_primary": 1}, {"service_type_primary"}),
    ({"service_name": 7}, {"service_name"}),
    ({"service_name": "x" * 256}, {"service_name"}),
    ({"service_name": "\ud800"}, {"service_name"}),
    ({"instructions": "x" * 1001}, {"instructions"}),
    ({"service_description": "x" * 4001}, {"service_description"}),
    ({"discount_applied_percent": 100.1}, {"discount_applied_percent"}),
    ({"discount_applied_percent": -1}, {"discount_applied_percent"}),
    ({"updated_at_fm": "yesterday"}, {"updated_at_fm"}),
    ({"updated_at_fm": "13/01/2026 10:00:00"}, {"updated_at_fm"}),
    ({"processed_at": 0}, {"processed_at"}),
    ({"processed_at": "0001-01-01T00:00:00+14:00"}, {"processed_at"}),
    ({"itemable_type": "Planet"}, {"itemable_type"}),
    ({"itemable_id": "1"}, {"itemable_id"}),
    ({"sourceable_type": "Order", "sourceable_id": 1}, {"sourceable_id"}),
    ({"sourceable_type": "LineItem", "sourceable_id": 1}, {"sourceable_id"}),
    ({"service_id": 1}, {"service_id"}),
    ({"itemable_id": 1, "service_id": 1}, {"itemable_id", "service_id"}),
    ({"quantiy": 1}, {"quantiy"}),
    ({"key": ""}, {"key"}),
    ({"application": "planofax"}, {"application"}),
    ({"application": 7, "price": "x"}, {"application", "price"}),
    ({"session_view": "huge"}, {"session_view"}),
]


@pytest.mark.parametrize(("wrong", "named"), WRONG)
def test_invalid_param(api: Api, wrong: dict[str, Any], named: set[str]) -> None:
    answer = api.call("line_items.create", api.line_item(**wrong))
    _is(answer, "invalid-param", 400)
    assert set(faults(answer)) == named


def test_half_a_source_is_a_missing_param(api: Api) -> None:
    for there, missing in (("sourceable_type", "sourceable_id"), ("sourceable_id", "sourceable_type")):
        value = "Order" if there == "sourceable_type" else api.ids["order"]
        answer = api.call("line_items.create", api.line_item(**{there: value}))
        _is(answer, "missing-param", 400)
        assert faults(answer) == {missing: "missing-param"}


def test_an_unknown_param_gets_a_suggestion(api: Api) -> None:
    answer = api.call("line_items.create", api.line_item(quantiy=1))
    assert "quantity" in answer.json()["errors"][0]["message"]


@pytest.mark.parametrize("number", ["1e400", "1" * 40, "0." + "1" * 40, "1e-200"])
def test_a_number_that_cannot_be_kept_exactly(api: Api, number: str) -> None:
    body = json.dumps({"token": api.tokens["client"], **api.line_item()})[:-1] + f', "price": {number}}}'
    answer = api.send("line_items.create", body.encode())
    _is(answer, "invalid-param", 400)
    assert faults(answer) == {"price": "invalid-param"}


def test_a_param_that_stands_twice(api: Api) -> None:
    body = json.dumps({"token": api.tokens["client"], **api.line_item()})[:-1] + ', "price": 1, "price": 2}'
    answer = api.send("line_items.create", body.encode())
    _is(answer, "invalid-param", 400)
    assert faults(answer) == {"price": "invalid-param"}


def test_somebody_elses_order_is_one_that_does_not_exist(api: Api) -> None:
    theirs = api.call("line_items.create", api.line_item(itemable_id=api.ids["other_order"])).json()
    nobodys = api.call("line_items.create", api.line_item(itemable_id=1)).json()
    assert theirs["status"] == "invalid-param"
    assert {**theirs, "request_id": ""} == {**nobodys, "request_id": ""}


def test_somebody_elses_line_item_is_no_source(api: Api) -> None:
    theirs = api.made("line_items.create", api.line_item(itemable_id=api.ids["other_order"]), as_="other_client")["id"]
    answer = api.call("line_items.create", api.line_item(sourceable_type="LineItem", sourceable_id=theirs))
    nobodys = api.call("line_items.create", api.line_item(sourceable_type="LineItem", sourceable_id=1))
    _is(answer, "invalid-param", 400)
    assert answer.json()["errors"] == nobodys.json()["errors"]


def test_permission_denied(api: Api) -> None:
    _is(api.call("services.create", {"name": "Mine"}, as_="client"), "permission-denied", 403)
    _is(
        api.call("line_items.create", api.line_item(application="planox2"), as_="application"), "permission-denied", 403
    )


@pytest.mark.parametrize("content_type", [None, "text/plain", "application/x-www-form-urlencoded", "application/jsonx"])
def test_invalid_content_type(api: Api, content_type: str | None) -> None:
    body = json.dumps({"token": api.tokens["client"], **api.line_item()}).encode()
    _is(api.send("line_items.create", body, content_type=content_type), "invalid-content-type", 400)


@pytest.mark.parametrize("content_type", ["APPLICATION/JSON", "application/json; charset=utf-8"])
def test_content_type_spelled_otherwise(api: Api, content_type: str) -> None:
    body = json.dumps({"token": api.tokens["client"], **api.line_item()}).encode()
    _is(api.send("line_items.create", body, content_type=content_type), "action-successful", 200)


@pytest.mark.parametrize("body", [b"", b"   ", b"{}", b"null", b"[]", b'[{"a": 1}]', b"7", b'"text"'])
def test_no_params_decoded(api: Api, body: bytes) -> None:
    _is(api.send("line_items.create", body), "no-params-decoded", 400)


@pytest.mark.parametrize(
    "body",
    [b"{", b"price=1", b'{"price": NaN}', b'{"price": Infinity}', b'\xff\xfe{"a":1}', b'{"a": "\xc3\x28"}',
     b'{"a":' * 10_000 + b"1" + b"}" * 10_000, b"[" * 10_000],
    ids=["cut", "form", "nan", "infinity", "utf-16", "not utf-8", "nested", "nested and cut"],
)  # fmt: skip
def test_invalid_encoded_params(api: Api, body: bytes) -> None:
    _is(api.send("line_items.create", body), "invalid-encoded-params", 400)


@pytest.mark.parametrize("body", [b'{"email": "a@b.c"}', b"%%%%", b"bm90IGpzb24=", b"e"])
def test_invalid_encoded_params_of_a_sensitive_route(api: Api, body: bytes) -> None:
    _is(api.send("sessions.create", body, content_type="text/plain"), "invalid-encoded-params", 400)


@pytest.mark.parametrize("route", ["line_items.create", "line_items.bulk_create"])
def test_five_megabytes(api: Api, route: str) -> None:
    answer = api.call(route, api.line_item(instructions="x" * 5_000_000))
    _is(answer, "payload-too-large", 413)
    assert "at most" in answer.json()["message"]


def test_a_size_is_no_matter_where_the_content_type_is_wrong(api: Api) -> None:
    answer = api.send("line_items.create", b"x" * 2_000_000, content_type="text/html")
    _is(answer, "invalid-content-type", 400)


@pytest.mark.parametrize("times", [1, 2], ids=["once", "twice"])
def test_as_many_unknown_params_as_a_body_holds(api: Api, times: int) -> None:
    unknown = ",".join(f'"p{number}":1' for number in range(80_000 // times) for _ in range(times))
    text = f'{{"token":"{api.tokens["client"]}","line_items":[{{{unknown}}}]}}'
    answer = api.send("line_items.bulk_create", text.encode())
    _is(answer, "missing-param", 400)
    assert len(answer.content) < 256 * 1024
    assert any(fault["param"] == "…" for fault in answer.json()["errors"])


def test_a_string_that_is_never_closed(api: Api) -> None:
    text = "[]" * 65 + '"' + '\\"' * 32_000
    _is(api.send("line_items.bulk_create", text.encode()), "invalid-encoded-params", 400)


def test_route_non_existent_names_the_nearest(api: Api) -> None:
    for method, path in (("POST", "/api/v1/line_item/create"), ("GET", "/api/v1/line_items/create"), ("DELETE", "/")):
        _is(httpx.request(method, api.url + path), "route-non-existent", 500)
    answer = httpx.post(f"{api.url}/api/v1/line_item/create")
    assert "POST /api/v1/line_items/create" in answer.json()["message"]
