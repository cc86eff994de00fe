"""What happens to line items reaches a consumer."""

from itertools import pairwise

import pytest
from jsonschema import Draft202012Validator

from integration.api import Api
from integration.consumer import Heard, hears
from plano.registry.event_schemas import event_schemas
from plano_cli.local.stack import Stack


@pytest.fixture(scope="module")
def heard(stack: Stack) -> Heard:
    return hears(stack)


def test_a_life_reaches_the_consumer_in_order(api: Api, heard: Heard) -> None:
    made = api.made("line_items.create", api.line_item(quantity=0, price=19.99))
    for quantity in range(1, 20):
        api.made("line_items.update", {"id": made["id"], "quantity": quantity})
    api.made("line_items.update", {"id": made["id"], "key": f"events {made['id']}"}, as_="employee")
    api.made("line_items.delete", {"id": made["id"]})
    events = sorted(heard(made["id"], 22), key=lambda event: event["detail"]["sequence"])
    details = [event["detail"] for event in events]
    assert [detail["sequence"] for detail in details] == list(range(1, 23))
    assert [event["detail-type"] for event in events] == [
        "line_item.created",
        *["line_item.updated"] * 20,
        "line_item.deleted",
    ]
    assert [detail["new"]["quantity"] for detail in details[:20]] == list(range(20))
    assert all(before["new"] == after["old"] for before, after in pairwise(details))
    for event in events:
        assert event["source"] == "plano"
        Draft202012Validator(event_schemas()[event["detail-type"]]).validate(event["detail"])


def test_a_bulk_is_told_item_by_item(api: Api, heard: Heard) -> None:
    made = api.made("line_items.bulk_create", {"line_items": [api.line_item(quantity=n) for n in range(12)]})
    for item in made["line_items"]:
        (event,) = heard(item["id"], 1)
        assert event["detail"]["new"]["quantity"] == item["quantity"]
