"""line_items.create over HTTP: what it answers, what it keeps."""

import json
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest

from domain.world import event
from integration.api import Api, faults
from line_items import create

PRICES = [
    "price",
    "base_price",
    "unit_price",
    "gross_price",
    "net_price",
    "base_price_final",
    "unit_price_final",
    "discount",
]


def test_answers_the_whole_line_item(api: Api) -> None:
    given = api.line_item(
        sourceable_type="Order",
        sourceable_id=api.ids["order"],
        key="whole",
        service_name="Aerial photos",
        service_description="From a drone.",
        group_name="Photography",
        service_type_primary=False,
        quantity=3,
        instructions="Ring twice.",
        **dict.fromkeys(PRICES, 12.5),
        discount_applied_percent=10,
        updated_in="fm",
        updated_at_fm="11/24/2026 09:30:00 PM",
        processed_at="2026-11-24T10:00:00+02:00",
    )
    answer = api.call("line_items.create", given)
    body = answer.json()
    assert (answer.status_code, body["status"], body["code"]) == (200, "action-successful", 200)
    expected = {**given, "updated_at_fm": "2026-11-24T21:30:00Z", "processed_at": "2026-11-24T08:00:00Z"}
    data = body["data"]
    assert {name: data[name] for name in expected} == expected
    assert set(data) == {*expected, "id", "created_at", "updated_at"}
    assert 0 < data["id"] < 2**53
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-request-id"] == body["request_id"]
    assert answer.headers["content-type"].startswith("application/json")


def test_makes_nothing_up(api: Api) -> None:
    data = api.made("line_items.create", api.line_item())
    assert set(data) == {"id", "itemable_type", "itemable_id", "created_at", "updated_at"}


def test_what_was_answered_can_be_read(api: Api) -> None:
    made = api.made("line_items.create", api.line_item(price=1, key="read me"))
    assert api.made("line_items.read", {"id": made["id"]}) == made


def test_ids_grow_with_time(api: Api) -> None:
    ids = [api.made("line_items.create", api.line_item())["id"] for _ in range(3)]
    assert ids == sorted(set(ids))


@pytest.mark.parametrize("price", ["19.99", "0.1", "-5", "1e-7", "1E+30", "12345678901234567890.12345678"])
def test_prices_stay_exact(api: Api, price: str) -> None:
    body = json.dumps({"token": api.tokens["client"], **api.line_item()})[:-1] + f', "price": {price}}}'
    answer = api.send("line_items.create", body.encode())
    assert answer.status_code == 200, answer.text
    made = json.loads(answer.text, parse_float=Decimal)["data"]
    assert Decimal(made["price"]) == Decimal(price)
    read = json.loads(api.call("line_items.read", {"id": made["id"]}).text, parse_float=Decimal)["data"]
    assert Decimal(read["price"]) == Decimal(price)


def test_a_total_is_the_exact_sum(api: Api) -> None:
    order = api.made("orders.create", {})["id"]
    for price in (0.1, 0.2):
        api.made("line_items.create", api.line_item(itemable_id=order, gross_price=price, net_price=price))
    text = api.call("orders.read", {"id": order}).text
    totals = json.loads(text, parse_float=Decimal)["data"]["totals"]
    assert totals == {"count": 2, "gross_price": Decimal("0.3"), "discount": 0, "net_price": Decimal("0.3")}


def test_the_catalog_fills_in_what_was_left_out(api: Api) -> None:
    service = api.made(
        "services.create",
        {"name": "Video", "description": "Two minutes.", "group_name": "Film", "primary": True},
        as_="employee",
    )
    data = api.made("line_items.create", api.line_item(service_id=service["id"], group_name="My own"))
    assert data["service_name"] == "Video"
    assert data["service_description"] == "Two minutes."
    assert data["service_type_primary"] is True
    assert data["group_name"] == "My own"


def test_a_key_is_used_once(api: Api) -> None:
    params = api.line_item(key="once", price=9.5)
    first, second = (api.call("line_items.create", params) for _ in range(2))
    assert "idempotent-replayed" not in first.headers
    assert second.headers["idempotent-replayed"] == "true"
    assert second.json()["data"] == first.json()["data"]
    other = api.call("line_items.create", {**params, "price": 9.6})
    assert (other.status_code, other.json()["status"], faults(other)) == (
        400,
        "invalid-param",
        {"key": "invalid-param"},
    )


def test_a_key_spelled_differently_is_the_same_request(api: Api) -> None:
    text = json.dumps({"token": api.tokens["client"], **api.line_item(key="spelling")})[:-1]
    first = api.send("line_items.create", (text + ', "price": 1.50}').encode())
    second = api.send("line_items.create", (text + ', "price": 1.5}').encode())
    assert second.headers["idempotent-replayed"] == "true"
    assert second.json()["data"]["id"] == first.json()["data"]["id"]


def test_a_key_belongs_to_its_order(api: Api) -> None:
    other = api.made("orders.create", {})["id"]
    one = api.made("line_items.create", api.line_item(key="per order"))
    two = api.made("line_items.create", api.line_item(key="per order", itemable_id=other))
    assert one["id"] != two["id"]


def test_the_longest_key_fits(api: Api) -> None:
    key = "\N{GRINNING FACE}" * 255
    assert api.made("line_items.create", api.line_item(key=key))["key"] == key


def test_fifty_requests_with_one_key_make_one_line_item(api: Api) -> None:
    order = api.made("orders.create", {})["id"]
    params = api.line_item(itemable_id=order, key="crowd", price=1)
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: api.call("line_items.create", params), range(50)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["data"]["id"] for answer in answers}) == 1
    assert sum("idempotent-replayed" not in answer.headers for answer in answers) == 1
    assert api.made("orders.read", {"id": order})["totals"]["count"] == 1


def test_fifty_callers_in_the_same_moment_make_one_line_item(api: Api) -> None:
    """Without a function between them and the table: they all get as far as the write."""
    order, start = api.made("orders.create", {})["id"], Barrier(50)
    params = api.line_item(itemable_id=order, key="moment", price=1, token=api.tokens["client"])

    def write(_: int) -> dict[str, Any]:
        start.wait()
        response = create.handler(event(json.dumps(params).encode()), None)
        return {**json.loads(response["body"]), "replayed": "idempotent-replayed" in response["headers"]}

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(write, range(50)))
    assert {answer["status"] for answer in answers} == {"action-successful"}
    assert len({answer["data"]["id"] for answer in answers}) == 1
    assert sum(not answer["replayed"] for answer in answers) == 1


def test_a_line_item_can_come_from_another(api: Api) -> None:
    source = api.made("line_items.create", api.line_item())["id"]
    data = api.made("line_items.create", api.line_item(sourceable_type="LineItem", sourceable_id=source))
    assert data["sourceable_id"] == source


def test_a_session_is_shown_in_the_view_that_was_asked_for(api: Api) -> None:
    def session(**view: str) -> set[str]:
        return set(api.call("line_items.create", api.line_item(**view)).json().get("session", {}))

    minimal = {"id", "application", "expires_at"}
    default = minimal | {"user", "role", "remember_me", "created_at", "used_at"}
    assert session() == set()
    assert session(session_view="minimal") == minimal
    assert session(session_view="default") == default
    assert session(session_view="full") == default | {"roles", "permissions"}


def test_a_bearer_token_does_too(api: Api) -> None:
    body = json.dumps(api.line_item()).encode()
    answer = api.send("line_items.create", body, authorization=f"Bearer {api.tokens['client']}")
    assert answer.status_code == 200


@pytest.mark.parametrize("as_", ["client", "employee", "liaison", "application", "remembered"])
def test_whoever_may_adds_line_items(api: Api, as_: str) -> None:
    assert api.made("line_items.create", api.line_item(), as_=as_)["itemable_id"] == api.ids["order"]
