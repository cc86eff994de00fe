"""Two answers, field by field: what is the same, what is new in each (an id, a moment), and what differs."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

_MOMENT = (re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z"), "<moment>")
_NEW = (
    _MOMENT,
    (re.compile(r"plano_session_[\w-]+"), "<token>"),
    (re.compile(r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"), "<request id>"),
    (re.compile(r"\b\d{15}\b"), "<id>"),
)
_ABSENT = "nothing"


@dataclass(slots=True)
class Comparison:
    """How many fields are the same, how many are new in each but of one form, and those that differ."""

    same: int = 0
    alike: int = 0
    different: list[str] = field(default_factory=list)


def compare(one: Any, other: Any, *, same_request: bool) -> Comparison:
    """Compare two answers.

    Args:
        same_request: whether both answer the very same request, so that nothing but moments may be new in each.
    """
    found = Comparison()
    left, right = dict(_fields(one)), dict(_fields(other))
    forms = (_MOMENT,) if same_request else _NEW
    for name in {**left, **right}:
        ours, theirs = left.get(name, _ABSENT), right.get(name, _ABSENT)
        if ours == theirs:
            found.same += 1
        elif _form(ours, forms) == _form(theirs, forms):
            found.alike += 1
        else:
            found.different.append(f"{name}: {_short(ours)} instead of {_short(theirs)}")
    return found


def _fields(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Each field with its path, its value as JSON: so `1`, `1.0` and `"1"` are three."""
    if isinstance(value, Mapping) and value:
        for key, inner in value.items():
            yield from _fields(inner, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list) and value:
        for position, inner in enumerate(value):
            yield from _fields(inner, f"{name}[{position}]")
    else:
        yield name, json.dumps(value, ensure_ascii=False)


def _form(text: str, forms: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for pattern, word in forms:
        text = pattern.sub(word, text)
    return text


def _short(text: str) -> str:
    return text if len(text) <= 100 else f"{text[:100]}…"
