"""Every fault is named, in words that help."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from line_items.create import handler
from plano.domain.line_items.params import CreateLineItem
from plano.pipeline.body import Body
from plano.pipeline.validation import validate

GOOD: dict[str, Any] = {"token": "t", "itemable_type": "Order", "itemable_id": 1}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def _messages(values: dict[str, Any]) -> dict[str, tuple[str, str]]:
    faults = validate(Body(values, ()), handler.declaration).faults
    return {fault.param: (fault.status.slug, fault.message) for fault in faults}


def test_absent_and_null_are_both_missing() -> None:
    assert _messages({"itemable_type": None, "itemable_id": None}) == {
        "token": ("missing-param", "is required"),
        "itemable_type": ("missing-param", "is required"),
        "itemable_id": ("missing-param", "is required"),
    }


def test_an_optional_param_may_be_null() -> None:
    optional = [name for name, field in CreateLineItem.model_fields.items() if not field.is_required()]
    assert _messages({**GOOD, **dict.fromkeys(optional)}) == {}


def test_messages_say_what_a_param_must_be() -> None:
    said = _messages({**GOOD, "quantity": "7", "price": "1", "instructions": "x" * 1001, "application": "x", "key": 7})
    assert {param: message for param, (_, message) in said.items()} == {
        "quantity": "must be an integer",
        "price": "must be a number",
        "instructions": "must have at most 1000 characters",
        "application": "must be 'planoauth', 'planoorder' or 'planox2'",
        "key": "must be a string",
    }


def test_a_near_miss_is_suggested() -> None:
    assert _messages({**GOOD, "quantiy": 1})["quantiy"][1].endswith("did you mean quantity?")
    assert "did you mean" not in _messages({**GOOD, "zzz": 1})["zzz"][1]


def test_long_and_broken_names_are_shown_readably() -> None:
    body = Body({**GOOD, "x" * 1000: 1, "\ud800": 1}, ())
    faults = validate(body, handler.declaration).faults
    assert {fault.param for fault in faults} == {"x" * 255 + "…", "?"}


@given(st.dictionaries(st.sampled_from([*CreateLineItem.model_fields, "other"]), JSON))
def test_every_param_at_fault_is_named_and_no_other(values: dict[str, Any]) -> None:
    named = set(_messages(values))
    without = {name: value for name, value in values.items() if name not in named}
    assert set(_messages({**GOOD, **without})) == set()
