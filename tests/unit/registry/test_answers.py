"""Answers as they are declared: none without a description, none without a type, and what a change of one breaks."""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from plano.declarations.describe_answer import NotDescribed, describe_answer
from plano.domain.line_items.record import LineItem
from plano.domain.shown import shown
from plano.params.declare import Params, param
from plano.params.types import Text
from plano.registry.diff import differences
from plano.registry.openapi import openapi_document
from plano.registry.openapi_data import components
from plano.registry.openapi_records import records_of
from plano.registry.records import Records
from plano.store.values import Item
from plano.values import Value
from plano_cli.registry import of_code


@pytest.fixture(scope="module")
def _code() -> Records:
    return of_code()


@pytest.fixture
def code(_code: Records) -> Records:
    return copy.deepcopy(_code)


def test_no_object_in_the_document_is_free(code: Records) -> None:
    document = openapi_document(code)
    free = [schema for schema in _schemas(document) if schema.get("type") == "object" and _is_free(schema)]
    assert free == []


def _schemas(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _schemas(inner)


def _is_free(schema: dict[str, Any]) -> bool:
    return not schema.get("properties") and not isinstance(schema.get("additionalProperties"), dict)


def test_every_success_has_data_or_a_session(code: Records) -> None:
    for operations in openapi_document(code)["paths"].values():
        for operation in operations.values():
            schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
            assert set(schema["allOf"][1].get("required", ())) & {"data", "session"}, operation["operationId"]


def test_a_line_item_s_fields_come_in_the_views_that_it_has() -> None:
    fields = {one["name"]: one for one in describe_answer(LineItem, takes_view=True)["children"]}
    assert set(fields) == set(LineItem.VIEWS["full"])
    assert "views" not in fields["key"]
    assert fields["net_price"]["views"] == ["default", "full"]
    assert fields["version"]["views"] == ["full"]
    assert (fields["itemable_id"]["required"], fields["key"]["required"]) == (True, False)
    assert fields["instructions"]["max_length"] == 1000
    usual = describe_answer(LineItem, takes_view=False)["children"]
    assert [one["name"] for one in usual] == list(LineItem.VIEWS["default"])


@dataclass
class _Undescribed:
    note: str


@dataclass
class _OfAnything:
    note: int | str = field(metadata=shown("What was sent."))


@pytest.mark.parametrize(("answer", "named"), [(_Undescribed, "_Undescribed.note"), (_OfAnything, "_OfAnything.note")])
def test_a_field_without_a_description_or_a_type_can_t_be_answered(answer: type, named: str) -> None:
    with pytest.raises(NotDescribed, match=named):
        describe_answer(answer, takes_view=False)


def _changed(code: Records, **change: Any) -> Records:
    """The same, with another `key` in what orders.read answers."""
    found = copy.deepcopy(code)
    _key(found).update(change)
    return found


def _key(records: Records) -> Item:
    fields: list[Item] = records.routes["orders.read"]["answer"]["data"]["children"]
    return next(one for one in fields if one["name"] == "key")


@pytest.mark.parametrize(
    ("before", "after", "breaks"),
    [
        ({"required": True}, {"required": False}, True),
        ({"required": False}, {"required": True}, False),
        ({}, {"nullable": True}, True),
        ({}, {"type": "integer"}, True),
        ({"max_length": 10}, {"max_length": 11}, True),
        ({"max_length": 11}, {"max_length": 10}, False),
        ({"values": ["a"]}, {"values": ["a", "b"]}, True),
        ({"values": ["a", "b"]}, {"values": ["a"]}, False),
        ({}, {"views": ["full"]}, True),
        ({"views": ["full"]}, {"views": ["default", "full"]}, False),
        ({}, {"description": "Another description."}, False),
    ],
)
def test_what_a_change_of_a_field_breaks(code: Records, before: Item, after: Item, breaks: bool) -> None:
    found = differences(_changed(code, **before), _changed(code, **{**before, **after}))
    assert [(one.where, one.breaks) for one in found] == [("orders.read → data.key", breaks)]


def test_a_field_that_goes_breaks_who_reads_it_and_a_new_one_nobody(code: Records) -> None:
    without = copy.deepcopy(code)
    without.routes["orders.read"]["answer"]["data"]["children"].remove(_key(without))
    gone, new = differences(code, without), differences(without, code)
    assert [(one.where, one.what, one.breaks) for one in gone] == [("orders.read → data.key", "field is gone", True)]
    assert [(one.where, one.what, one.breaks) for one in new] == [("orders.read → data.key", "field is new", False)]


def test_records_of_before_answers_were_declared_are_compared(code: Records) -> None:
    before = copy.deepcopy(code)
    for route in before.routes.values():
        del route["answer"]
        for status in route["statuses"]:
            del status["holds"]
    found = differences(before, code)
    assert {one.what for one in found} == {"its answer is declared now"}
    assert not any(one.breaks for one in found)
    assert {one.what for one in differences(records_of(openapi_document(before)), code)} == {
        "its answer is declared now"
    }


class _Stop(Params):
    at: Text = param(100, "When it is reached.", example="09:30")


class _Tour(Params):
    stops: list[_Stop] = param(400, "Where it leads.", max_length=5, example=[{"at": "09:30"}])


@dataclass(frozen=True, slots=True)
class _Driven:
    GIVEN = f"{__name__}:_Tour"
    stops: Sequence[Value]


def test_what_is_answered_as_it_was_given_is_a_class_of_its_own_down_to_its_last_field() -> None:
    described = describe_answer(_Driven, takes_view=False)
    (stops,) = described["children"]
    assert (stops["type"], stops["model"], stops["required"]) == ("array", "_DrivenStops", True)
    assert [(one["name"], one["description"], one["type"]) for one in stops["children"]] == [
        ("at", "When it is reached.", "string")
    ]
    schemas = components(iter([(described, "action-successful")]))
    assert schemas["_Driven"]["properties"]["stops"]["items"] == {"$ref": "#/components/schemas/_DrivenStops"}
    assert schemas["_DrivenStops"]["required"] == ["at"]
