"""Each kind of param takes what it is and nothing else, and the store gives back exactly what came."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, Literal
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError, create_model

from plano.declarations.describe import describe_params
from plano.domain.stored_values import stored_value
from plano.params.declare import Params, param
from plano.params.faults import to_faults
from plano.params.json_text import dump, parse
from plano.params.nested import DEEPEST, Hash, Json
from plano.params.texts import Date, Time, Url, Uuid
from plano.params.types import Boolean, Email, Id, Integer, Moment, Number, Secret, Text
from plano.registry.openapi_params import object_schema, params_of
from plano.store.records import Record
from plano.store.values import from_attribute, from_item, to_attribute, to_item


class Child(Params):
    at: Moment = param(100, "When it is.")
    class_: Text | None = param(200, "Which class.", default=None, name="class")


KINDS: Mapping[str, Any] = {
    "string": Text, "integer": Integer, "float": Number, "boolean": Boolean, "date": Date, "time": Time,
    "datetime": Moment, "json": Json, "url": Url, "uuid": Uuid, "email": Email, "secret": Secret, "id": Id,
    "hash": Hash[Number], "hash of dates": Hash[Date], "array": list[Date], "array of hashes": list[Hash[Text]],
    "array of children": list[Child], "children": Child, "values": Literal["a", "b"],
}  # fmt: skip
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
INTEGERS = st.integers(-(2**53) + 1, 2**53 - 1)
NUMBERS = INTEGERS | st.decimals(allow_nan=False, allow_infinity=False).filter(
    lambda number: len(number.as_tuple().digits) <= 38 and -90 < number.adjusted() < 90
)
DATES = st.dates().map(date.isoformat)
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=9)
ANY = st.recursive(
    st.booleans() | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
)
MOMENTS = st.datetimes().map(lambda moment: f"{moment.isoformat()}Z")
CHILDREN = st.fixed_dictionaries({"at": MOMENTS}, optional={"class": TEXT})
GOOD: Mapping[str, st.SearchStrategy[Any]] = {
    "string": TEXT, "integer": INTEGERS, "float": NUMBERS, "boolean": st.booleans(), "date": DATES,
    "time": st.times().map(time.isoformat), "datetime": MOMENTS, "json": ANY, "uuid": st.uuids().map(str),
    "url": st.from_regex(r"https://[a-z]{1,9}\.example(/[a-z]{0,5})?(\?[a-z]=[0-9])?", fullmatch=True),
    "email": st.from_regex(r"[a-z]{1,9}@[a-z]{1,9}\.com", fullmatch=True), "secret": TEXT,
    "id": st.integers(1, 2**53 - 1), "hash": st.dictionaries(NAMES, NUMBERS, max_size=5),
    "hash of dates": st.dictionaries(NAMES, DATES, max_size=5), "array": st.lists(DATES, max_size=5),
    "array of hashes": st.lists(st.dictionaries(NAMES, TEXT, max_size=3), max_size=3),
    "array of children": st.lists(CHILDREN, max_size=3), "children": CHILDREN, "values": st.sampled_from(["a", "b"]),
}  # fmt: skip
PYTHON_TYPES = {
    "string": str, "integer": int, "float": int | Decimal, "boolean": bool, "date": str, "time": str, "datetime": str,
    "url": str, "uuid": str, "email": str, "secret": str, "id": int, "hash": dict, "hash of dates": dict,
    "array": list, "array of hashes": list, "array of children": list, "children": dict, "values": str,
}  # fmt: skip
ARRAYS = {name for name in KINDS if name.startswith("array")}


FEW = settings(max_examples=30, deadline=None)


def _model(name: str) -> type[Params]:
    limits: dict[str, Any] = {"max_length": 9} if name in ARRAYS else {}
    return create_model("Declared", __base__=Params, it=(KINDS[name], param(100, "What it is.", **limits)))


MODELS = {name: _model(name) for name in KINDS}


def _faults(name: str, value: object) -> dict[str, str]:
    try:
        MODELS[name].model_validate({"it": value})
    except ValidationError as error:
        return {fault.param: fault.message for fault in to_faults(error.errors())}
    return {}


@pytest.mark.parametrize("name", sorted(KINDS.keys() - {"secret"}))
def test_what_comes_is_stored_and_read_back_exactly(name: str) -> None:
    @settings(max_examples=50, deadline=None)
    @given(GOOD[name])
    def holds(value: Any) -> None:
        came = parse(dump({"it": value}).encode()).value
        stored = stored_value(MODELS[name].model_validate(came))
        assert isinstance(stored, dict)
        read = from_attribute(to_attribute(stored))
        assert read == stored
        again = MODELS[name].model_validate(parse(dump(read).encode()).value)
        assert again == MODELS[name].model_validate(came)
        if name not in ("time", "datetime", "email", "array of children", "children"):
            assert read["it"] == came["it"]  # these have more than one spelling

    holds()


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(PYTHON_TYPES))
def test_a_value_of_another_json_type_is_refused(name: str) -> None:
    kind = PYTHON_TYPES[name]

    @FEW
    @given(st.none() | ANY)
    def holds(value: Any) -> None:
        of_kind = isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
        if not of_kind:
            assert _faults(name, value)

    holds()


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(KINDS))
def test_any_json_is_taken_or_refused_with_a_sentence(name: str) -> None:
    @FEW
    @given(st.none() | ANY)
    def holds(value: Any) -> None:
        assert all(message and param.startswith("it") for param, message in _faults(name, value).items())

    holds()


@pytest.mark.parametrize("name", sorted(KINDS))
def test_openapi_says_of_it_what_the_record_says(name: str) -> None:
    described = describe_params(MODELS[name])
    schema = json.loads(dump(object_schema(described)))
    assert params_of(schema) == json.loads(dump(described))


@pytest.mark.parametrize(
    ("name", "value", "param", "words"),
    [
        ("secret", "x" * 300, "it", "must hold at most 255 characters"),
        ("date", "2026-02-30", "it", "must be a date like 2026-11-24"),
        ("date", "20261124", "it", "must be a date like 2026-11-24"),
        ("date", "٢٠٢٦-١١-٢٤", "it", "must be a date like 2026-11-24"),
        ("time", "24:00", "it", "must be a time of day like 09:30 or 09:30:00, without a time zone"),
        ("time", "09:30Z", "it", "must be a time of day like 09:30 or 09:30:00, without a time zone"),
        ("uuid", uuid4().hex, "it", "must be a UUID like 0b5cb6a6-5f0f-4d0f-9d3c-6c2b1f0f8a11"),
        ("url", "javascript:alert(1)", "it", "must be a URL like https://example.com/page"),
        ("url", "https://", "it", "must be a URL like https://example.com/page"),
        ("url", "https://a b.example", "it", "must be a URL like https://example.com/page"),
        ("url", "https://a.example:99999", "it", "must be a URL like https://example.com/page"),
        ("url", "https://a.example/" + "x" * 2048, "it", "must have at most 2048 characters"),
        ("hash", [1], "it", "must be an object"),
        ("hash", {"a": "1"}, "it.a", "must be a number"),
        ("hash", {"": 1}, "it.", "is a name that must have at least 1 character"),
        ("hash", {"x" * 256: 1}, "it." + "x" * 252 + "…", "is a name that must have at most 255 characters"),
        ("hash", {str(number): number for number in range(101)}, "it", "must hold at most 100 names"),
        ("array", ["2026-11-24", "soon"], "it[1]", "must be a date like 2026-11-24"),
        ("array", {"0": "2026-11-24"}, "it", "must be a list"),
        ("array of children", [{"at": "2026-11-24"}, {"at": "soon"}], "it[1].at", None),
        ("array of children", [{"class": "x"}], "it[0].at", "is required"),
        ("children", {"at": "2026-11-24", "class": 7}, "it.class", "must be a string"),
        ("children", [], "it", "must be an object"),
        ("json", {"a": ["\ud800"]}, "it", "must be valid Unicode, without lone surrogates"),
        ("json", {"": 1}, "it", "must hold names of 1 to 255 characters only"),
        ("json", [Decimal("1e200")], "it", "holds a number that must be 0, or between 1e-130 and 1e126 in magnitude"),
        ("json", "x" * 4000, "it", "must have at most 4000 characters, as JSON without spaces"),
    ],
)
def test_a_fault_is_named_where_it_is(name: str, value: object, param: str, words: str | None) -> None:
    faults = _faults(name, value)
    assert list(faults) == [param]
    assert words is None or faults[param] == words


def test_json_is_nested_as_deeply_as_the_table_takes_it() -> None:
    value: Any = 1
    for _ in range(DEEPEST):
        value = [value]
    assert _faults("json", value) == {}
    assert _faults("json", {"one more": value}) == {"it": f"must be nested at most {DEEPEST} levels deep"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("date", {"type": "string", "format": "date"}),
        ("time", {"type": "string", "format": "time-local"}),
        ("url", {"type": "string", "format": "uri", "max_length": 2048}),
        ("uuid", {"type": "string", "format": "uuid"}),
        ("json", {"type": "json", "max_length": 4000}),
        ("hash", {"type": "hash", "items": {"type": "float"}, "max_items": 100}),
        ("array", {"type": "array", "items": {"type": "string", "format": "date"}, "max_items": 9}),
    ],
)
def test_a_kind_is_described_in_the_page_s_words(name: str, said: Mapping[str, Any]) -> None:
    (described,) = describe_params(MODELS[name])
    assert {key: described[key] for key in described.keys() - {"name", "order", "required", "description"}} == said


def test_children_are_described_as_params() -> None:
    for name, kind in (("children", "hash"), ("array of children", "array")):
        (described,) = describe_params(MODELS[name])
        assert described["type"] == kind
        assert [child["name"] for child in described["children"]] == ["at", "class"]


@dataclass(frozen=True, slots=True)
class Part:
    at: datetime


@dataclass(frozen=True, slots=True)
class Kept(Record):
    KIND = "Kept"

    day: date
    hour: time
    days: list[date]
    parts: list[Part]
    later: date | None = None


@given(st.dates(), st.times(), st.lists(st.dates(), max_size=3), st.datetimes(timezones=st.just(UTC)))
def test_a_record_keeps_dates_times_and_lists_of_them(day: date, hour: time, days: list[date], at: datetime) -> None:
    kept = Kept(day, hour, days, [Part(at)], day)
    assert Kept.from_item(from_item(to_item(kept.to_item()))) == kept
