"""JSON that loses nothing: exact numbers in both directions, and no ambiguity let through."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

import simplejson

MAX_DEPTH = 64
"""How deep objects and lists may be nested; no route needs more than four levels."""

_LONGEST_INTEGER = 40
# A string that is never closed reaches to the end: were it no match, each quote in it would be tried as a beginning.
_BRACKETS = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[{]|[\]}]', re.DOTALL)


class NotJson(ValueError):
    """The text is not JSON, or is nested too deeply to be read."""


class Parsed(NamedTuple):
    """What a text held, and the names that stood twice in one of its objects (the last value is the one kept)."""

    value: Any
    duplicates: tuple[str, ...]


def parse(raw: bytes) -> Parsed:
    """Read UTF-8 JSON. Numbers with a fraction or an exponent become `Decimal`, exactly as written.

    Raises:
        NotJson: not UTF-8, not JSON (`NaN` is not), or nested deeper than `MAX_DEPTH`.
    """
    if _deeper_than(raw, MAX_DEPTH):
        raise NotJson("nested too deeply")
    duplicates: dict[str, None] = {}

    def to_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            duplicates.update(_named_twice(pairs))
        return found

    try:
        value = json.loads(
            raw.decode("utf-8-sig"),
            parse_float=Decimal,
            parse_int=_integer,
            parse_constant=_no_constant,
            object_pairs_hook=to_object,
        )
    except (ValueError, ArithmeticError) as error:
        raise NotJson(str(error)) from error
    return Parsed(value, tuple(duplicates))


def dump(value: Any) -> str:
    """Write JSON: decimals as the numbers they are, nothing escaped that need not be."""
    return simplejson.dumps(value, use_decimal=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _named_twice(pairs: list[tuple[str, Any]]) -> Iterator[tuple[str, None]]:
    seen: set[str] = set()
    for name, _ in pairs:
        if name in seen:
            yield name, None
        seen.add(name)


def _integer(digits: str) -> int | Decimal:
    # int() is quadratic in the number of digits, and Python refuses more than 4,300 of them.
    return int(digits) if len(digits) <= _LONGEST_INTEGER else Decimal(digits)


def _no_constant(name: str) -> None:
    raise NotJson(f"{name} is not JSON")


def _deeper_than(raw: bytes, limit: int) -> bool:
    if raw.count(b"[") + raw.count(b"{") <= limit:
        return False
    depth = 0
    for match in _BRACKETS.finditer(raw):
        first = raw[match.start()]
        if first in b"[{":
            depth += 1
            if depth > limit:
                return True
        elif first in b"]}":
            depth -= 1
    return False
