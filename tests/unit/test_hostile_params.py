"""Requests that are made to get an answer which is too large to be sent, or to take all the memory that there is."""

import gc
import json
import tracemalloc
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from line_items.bulk_create import handler as bulk
from line_items.create import handler
from plano.errors import ParamFault, StatusError, faulty
from plano.pipeline.answer import Answer
from plano.pipeline.body import decode
from plano.pipeline.request import Request
from plano.pipeline.validation import validate
from plano.statuses import INVALID_PARAM, MISSING_PARAM

pytestmark = pytest.mark.slow

LARGEST_ERROR = 256 * 1024
SIZE, MOST_MEMORY = 2**18, 15 * 2**20
"""A quarter of the largest body, which is quicker; memory grows no faster than the body."""
FEW = settings(max_examples=20, deadline=None)
TEXTS = st.text(max_size=4) | st.sampled_from(["\x00", '"', "€", "😀", "a.b"]).map(lambda text: text * 130)
NAMES = TEXTS | st.just("\ud800" * 130)


def _answer(faults: Iterable[ParamFault]) -> dict[str, Any]:
    text = Answer.from_error(faulty(list(faults))).to_response("id")["body"]
    assert len(text.encode()) <= LARGEST_ERROR
    found: dict[str, Any] = json.loads(text)
    return found


def _faults(raw: bytes, route: Any = bulk.declaration) -> tuple[ParamFault, ...]:
    request = Request("POST", "/", {"content-type": "application/json"}, raw, "id", "")
    return validate(decode(request, route), route).faults


def _filled(piece: str, beginning: str = "[", end: str = "]") -> bytes:
    """Text of nearly that size, in which the piece repeats; `#` in it is a number that counts on."""
    length = len(piece) + (5 if "#" in piece else 0)
    pieces = (piece.replace("#", str(number)) for number in range((SIZE - 100) // length))
    return (beginning + ",".join(pieces)[: SIZE - 100].rpartition(",")[0] + end).encode()


@FEW
@given(st.lists(st.builds(ParamFault, TEXTS, TEXTS, st.sampled_from([MISSING_PARAM, INVALID_PARAM])), max_size=3))
def test_an_answer_has_room_for_any_faults(faults: list[ParamFault]) -> None:
    _answer(faults * 1_000)


@FEW
@given(NAMES, st.integers(1, 3), st.booleans())
def test_no_names_make_an_answer_too_large(name: str, times: int, nested: bool) -> None:
    params = ",".join(f"{json.dumps(name + str(number))}:1" for number in range(150) for _ in range(times))
    text = f'{{"line_items":[{{{params}}}]}}' if nested else f"{{{params}}}"
    assert _answer(_faults(text.encode()))["errors"]


def test_of_each_kind_of_fault_a_hundred_are_named_and_the_rest_are_counted() -> None:
    twice = ",".join(f'"twice_{number}":1,"twice_{number}":1' for number in range(105))
    items = ",".join('{"quantity":"7","price":"7","key":7}' for _ in range(45))
    errors = _answer(_faults(f'{{{twice},"line_items":[{items}]}}'.encode()))["errors"]
    rest = {error["message"]: error["status"] for error in errors if error["param"] == "…"}
    assert rest == {
        "5 more duplicate params": "invalid-param",
        "5 more unknown params": "invalid-param",
        "35 more invalid params": "invalid-param",
    }
    assert len(errors) == 3 * 100 + (2 * 45 + 1) + 3


def test_the_faults_that_an_action_finds_are_counted_too() -> None:
    errors = _answer(ParamFault(f"line_items[{number}].key", "is taken") for number in range(101))["errors"]
    assert errors[-1] == {"param": "…", "status": "invalid-param", "message": "1 more invalid param"}
    assert len(errors) == 101


@pytest.mark.parametrize(
    "raw",
    [
        _filled('"#":1', "{", "}"),
        _filled('"":1', "{", "}"),
        _filled('"#":1', '{"line_items":[{', "}]}"),
        _filled('"#":1,"#":1', "{", "}"),
        _filled("{}", '{"line_items":[', "]}"),
        _filled('{"":1}', '{"line_items":[', "]}"),
        _filled('{"":{}}', '{"x":[', "]}"),
        _filled("[" * 60 + "]" * 60, '{"x":[', "]}"),
        _filled("1.5", '{"line_items":[', "]}"),
        _filled('"#"', '{"line_items":[', "]}"),
        b'{"line_items":[{"instructions":"' + b"x" * (SIZE - 100) + "😀".encode() + b'"}]}',
        b'{"line_items":[{"price":' + b"1" * (SIZE - 100) + b"}]}",
    ],
    ids=["unknown", "duplicate", "nested", "both", "items", "unknown items", "objects", "lists", "numbers", "texts",
         "text", "number"],
)  # fmt: skip
def test_a_body_takes_little_memory(raw: bytes) -> None:
    _faults(b'{"x":1}')
    gc.collect()
    tracemalloc.start()
    with suppress(StatusError):
        _answer(_faults(raw))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < MOST_MEMORY


def test_unknown_params_are_found_wherever_they_are() -> None:
    raw = b'{"line_items":[{"quantiy":1},{"a":{"b":1}}],"\\ud800":1,"line_itms":1}'
    assert {fault.param: fault.message for fault in _faults(raw) if "not a param" in fault.message} == {
        "line_items[0].quantiy": "is not a param of this route: did you mean quantity?",
        "line_items[1].a": "is not a param of this route",
        "?": "is not a param of this route",
        "line_itms": "is not a param of this route: did you mean line_items?",
    }


def test_a_known_param_of_the_wrong_kind_has_no_params_of_its_own() -> None:
    raw = b'{"token":"t","itemable_type":"Order","itemable_id":{"a":1}}'
    assert [fault.param for fault in _faults(raw, handler.declaration)] == ["itemable_id"]
