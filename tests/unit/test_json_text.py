"""JSON that loses nothing."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plano.params.json_text import MAX_DEPTH, NotJson, dump, parse

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | NUMBERS | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_what_is_written_is_read_again(value: object) -> None:
    assert parse(dump(value).encode("utf-8", "surrogatepass")).value == value


@given(NUMBERS)
def test_a_number_is_exactly_what_its_text_says(number: Decimal) -> None:
    read = parse(str(number).encode()).value
    assert Decimal(read) == number


@given(st.binary())
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        parse(raw)
    except NotJson:
        return


@given(st.text(), st.integers(1, 60))
def test_what_is_read_is_what_the_standard_library_reads(text: str, depth: int) -> None:
    raw = json.dumps([text])
    assert parse((("[" * depth) + raw + ("]" * depth)).encode()).value == json.loads("[" * depth + raw + "]" * depth)


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity", "01", "1.", "{'a': 1}", "[1,]", "\ufeff", "1 2", ""])
def test_what_is_not_json_is_refused(text: str) -> None:
    with pytest.raises(NotJson):
        parse(text.encode())


def test_a_byte_order_mark_is_no_fault() -> None:
    assert parse(b'\xef\xbb\xbf{"a": 1}').value == {"a": 1}


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_nesting_is_limited(opening: str) -> None:
    closing = "]" if opening == "[" else "}"
    deepest = opening * MAX_DEPTH + "1" + closing * MAX_DEPTH
    assert parse(deepest.encode()).value
    with pytest.raises(NotJson):
        parse((opening + deepest + closing).encode())
    with pytest.raises(NotJson):
        parse((opening * 100_000).encode())


def test_brackets_in_strings_do_not_count() -> None:
    text = json.dumps({"a": '[{"\\' * 1000})
    assert parse(text.encode()).value == json.loads(text)


def test_a_number_of_a_million_digits_is_read_in_no_time() -> None:
    assert Decimal(parse(b"1" * 1_000_000).value).adjusted() == 999_999


@pytest.mark.parametrize(
    ("text", "names"),
    [('{"a": 1, "a": 2}', {"a"}), ('{"a": {"b": 1, "b": 1}, "c": 1, "c": 1, "c": 1}', {"b", "c"}), ('{"a": 1}', set())],
)
def test_names_that_stand_twice_are_told(text: str, names: set[str]) -> None:
    assert set(parse(text.encode()).duplicates) == names
