"""The page that the platform comes from, as data, held against the registry's record of the route."""

import pytest

from contract.seed import PARAMS, STATUSES
from line_items.create import handler
from plano.declarations.describe_route import describe_route

RECORD = describe_route(handler.declaration)
BY_NAME = {param["name"]: param for param in RECORD["params"]}


def test_the_route_is_the_page_s() -> None:
    assert (RECORD["method"], RECORD["path"]) == ("POST", "/api/v1/line_items/create")
    assert RECORD["content_type"] == "application/json"
    assert not RECORD["sensitive_params"]


def test_every_param_of_the_page_in_its_order_and_no_other() -> None:
    assert [param["name"] for param in RECORD["params"]] == [param.name for param in PARAMS]
    assert len(PARAMS) == 27


@pytest.mark.parametrize("param", PARAMS, ids=lambda param: param.name)
def test_a_param_is_what_the_page_says(param: object) -> None:
    expected = next(found for found in PARAMS if found is param)
    record = BY_NAME[expected.name]
    assert record["type"] == expected.type
    assert record["order"] == expected.order
    assert record["required"] == expected.required
    if expected.max_length:
        assert record["max_length"] == expected.max_length
    if expected.values:
        assert record["values"] == list(expected.values)


def test_every_status_of_the_page_with_its_code() -> None:
    codes = {status["status"]: status["code"] for status in RECORD["statuses"]}
    uncommon = {status["status"] for status in RECORD["statuses"] if status["uncommon"]}
    for status in STATUSES:
        assert status.slug in codes
        assert (status.slug in uncommon) == (status.code is None)
        if status.code:
            assert codes[status.slug] == status.code


def test_what_is_beyond_the_page_is_our_own() -> None:
    ours = {status["status"] for status in RECORD["statuses"]} - {status.slug for status in STATUSES}
    assert ours == {"permission-denied", "payload-too-large"}


def test_the_params_are_not_described_by_placeholders() -> None:
    texts = [param["description"] for param in RECORD["params"]]
    assert all(len(text) > 20 and text.endswith(".") for text in texts)
