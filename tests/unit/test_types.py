"""Params are as strict and as exact as JSON."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from plano.domain.stored_values import plain
from plano.params.types import Boolean, Id, Integer, Moment, Number, Percent, Text
from plano.store.values import from_attribute, to_attribute

EXACT = st.decimals(allow_nan=False, allow_infinity=False).filter(lambda number: -100 < number.adjusted() < 100)


def _accepts(kind: Any, value: object) -> bool:
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (Integer, [0, -5, 2**53 - 1], ["7", 2.0, Decimal(2), True, None, 2**53, -(2**53), [1]]),
        (Id, [1, 2**53 - 1], [0, -1, "1", True]),
        (Boolean, [True, False], [0, 1, "true", None]),
        (Text, ["", "x" * 255, "\N{GRINNING FACE}" * 255, "\x00"], [7, None, "x" * 256, "\ud800", ["x"]]),
        (
            Number,
            [0, 7, -7, Decimal("1e125"), Decimal("1e-130")],
            ["7", True, None, Decimal("1e126"), Decimal("1e-131")],
        ),
        (Percent, [0, 100, Decimal("99.9")], [-1, Decimal("100.01"), "5", True]),
    ],
)
def test_types_are_strict(kind: Any, good: list[object], bad: list[object]) -> None:
    assert [value for value in good if not _accepts(kind, value)] == []
    assert [value for value in bad if _accepts(kind, value)] == []


@given(st.integers(min_value=0, max_value=10**60), st.integers(-60, 60))
def test_a_number_has_at_most_38_significant_digits(digits: int, exponent: int) -> None:
    significant = len(str(digits).strip("0"))
    assert _accepts(Number, Decimal(f"-{digits}e{exponent}")) == (significant <= 38)


@given(EXACT)
def test_the_store_keeps_numbers_exactly(number: Decimal) -> None:
    assert from_attribute(to_attribute(plain(number))) == number


@given(EXACT)
def test_a_plain_number_is_the_same_number(number: Decimal) -> None:
    assert plain(number) == number
    assert isinstance(plain(number), int) == (number == number.to_integral_value() and number.adjusted() < 38)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-24T09:30:00Z", datetime(2026, 11, 24, 9, 30, tzinfo=UTC)),
        ("2026-11-24T09:30:00", datetime(2026, 11, 24, 9, 30, tzinfo=UTC)),
        ("2026-11-24T09:30:00.25+02:00", datetime(2026, 11, 24, 7, 30, 0, 250_000, tzinfo=UTC)),
        ("2026-11-24", datetime(2026, 11, 24, tzinfo=UTC)),
        ("11/24/2026 09:30:00 AM", datetime(2026, 11, 24, 9, 30, tzinfo=UTC)),
        ("11/24/2026 09:30:00 pm", datetime(2026, 11, 24, 21, 30, tzinfo=UTC)),
        ("11/24/2026 12:00:00 AM", datetime(2026, 11, 24, 0, 0, tzinfo=UTC)),
        ("11/24/2026 12:00:00 PM", datetime(2026, 11, 24, 12, 0, tzinfo=UTC)),
        ("11/24/2026 21:30:00", datetime(2026, 11, 24, 21, 30, tzinfo=UTC)),
    ],
)
def test_moments_are_read_in_both_spellings(text: str, moment: datetime) -> None:
    assert TypeAdapter(Moment).validate_python(text) == moment


@pytest.mark.parametrize(
    "value",
    ["", "soon", "24/11/2026 09:30:00", "11/24/2026 13:00:00 AM", "11/24/2026 00:00:00 PM", "02/30/2026 09:30:00",
     "11/24/2026", "9999-12-31T23:59:59-01:00", 1732440600, None, True, "٠١/٠١/2026 10:00:00"],
)  # fmt: skip
def test_what_is_no_moment_is_refused(value: object) -> None:
    assert not _accepts(Moment, value)


@given(st.text(max_size=40))
def test_any_text_is_a_moment_or_refused(text: str) -> None:
    _accepts(Moment, text)
