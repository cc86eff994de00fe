"""The OpenAPI document: valid, the same as the records it is written from, and as strict as the handlers."""

import copy

import pytest
from openapi_spec_validator import validate

from plano.registry.diff import differences
from plano.registry.lint import lint
from plano.registry.openapi import openapi_document
from plano.registry.openapi_records import NotOurs, records_of
from plano.registry.records import Records
from plano_cli.registry import of_code


@pytest.fixture
def code() -> Records:
    return of_code()


@pytest.mark.slow
def test_it_is_valid(code: Records) -> None:
    validate(openapi_document(code, "https://api.plano.example/production"))


def test_nothing_gets_lost_on_the_way_there_and_back(code: Records) -> None:
    saved = records_of(openapi_document(code))
    assert differences(code, saved) == []
    assert differences(saved, code) == []


def test_another_document_is_told_from_ours() -> None:
    with pytest.raises(NotOurs):
        records_of({"openapi": "3.1.0", "paths": {"/": {"get": {}}}})


def test_a_longer_text_than_before_breaks_nobody_and_a_shorter_one_does(code: Records) -> None:
    document = openapi_document(code)
    longer = copy.deepcopy(document)
    text = longer["components"]["schemas"]["LineItemsCreateParams"]["properties"]["instructions"]["anyOf"][0]
    text["maxLength"] += 1
    widened = differences(records_of(document), records_of(longer))
    narrowed = differences(records_of(longer), records_of(document))
    assert [(found.where, found.breaks) for found in widened] == [("line_items.create instructions", False)]
    assert [(found.where, found.breaks) for found in narrowed] == [("line_items.create instructions", True)]


@pytest.mark.parametrize(("before", "after", "breaks"), [(8192, 4096, True), (4096, 8192, False), (None, 4096, False)])
def test_a_smaller_limit_on_bodies_breaks_callers(code: Records, before: int | None, after: int, breaks: bool) -> None:
    old, new = openapi_document(code), openapi_document(code)
    for document, limit in ((old, before), (new, after)):
        document["paths"]["/api/v1/orders/read"]["post"]["x-body-limit"] = limit
    found = differences(records_of(old), records_of(new))
    assert [(difference.where, difference.breaks) for difference in found] == [("orders.read", breaks)]


def test_every_route_documents_the_largest_body_and_the_answer_to_a_larger_one(code: Records) -> None:
    for operations in openapi_document(code)["paths"].values():
        for operation in operations.values():
            assert operation["x-body-limit"] >= 4096
            assert "`payload-too-large`" in operation["responses"]["413"]["description"]


def test_a_document_of_before_there_were_limits_is_read(code: Records) -> None:
    document = openapi_document(code)
    for operations in document["paths"].values():
        for operation in operations.values():
            del operation["x-body-limit"]
    assert all(not found.breaks for found in differences(records_of(document), code))


def test_there_is_nothing_to_object_to_in_the_code(code: Records) -> None:
    assert lint(code) == []


@pytest.mark.parametrize(
    ("description", "objection"),
    [
        ("description needed", "placeholder"),
        ("", "missing"),
        ("At most 90 characters are taken.", "declare max_length"),
    ],
)
def test_a_careless_description_is_objected_to(code: Records, description: str, objection: str) -> None:
    param = next(param for param in code.routes["line_items.create"]["params"] if param["name"] == "key")
    param["description"] = description
    assert [objection in found.what for found in lint(code)] == [True]


def test_a_route_that_takes_no_idempotency_key_any_more_breaks_callers(code: Records) -> None:
    before, after = openapi_document(code), openapi_document(code)
    (header,) = after["paths"]["/api/v1/line_items/create"]["post"].pop("parameters")
    assert (header["name"], header["in"]) == ("Idempotency-Key", "header")
    lost, gained = (
        differences(records_of(before), records_of(after)),
        differences(records_of(after), records_of(before)),
    )
    assert [(found.where, found.breaks) for found in lost] == [("line_items.create", True)]
    assert [(found.where, found.breaks) for found in gained] == [("line_items.create", False)]


def test_orders_that_are_not_shared_on_purpose_are_objected_to(code: Records) -> None:
    code.routes["line_items.create"]["shared_orders"] = []
    (found,) = lint(code)
    assert found.where == "line_items.create"
    assert "have one order number, 400: which comes first?" in found.what
