"""The faults of params: each one names a param, and says in a sentence what is wrong with it."""

import re
from collections.abc import Sequence

from pydantic_core import ErrorDetails

from plano.errors import MOST_OF_A_KIND, ParamFault, unnamed
from plano.statuses import MISSING_PARAM

Location = tuple[int | str, ...]
_DUPLICATE, _UNKNOWN = "duplicate", "unknown"
_LONGEST_NAME = 255
_KEY = "[key]"
"""Pydantic's word for what is wrong with a name in a hash, rather than with the value under it."""

_MESSAGES = {
    "int_type": "must be an integer",
    "int_parsing_size": "must be an integer between -(2^53 - 1) and 2^53 - 1",
    "bool_type": "must be true or false",
    "string_type": "must be a string",
    "string_sub_type": "must be a string",
    "string_unicode": "must be valid Unicode, without lone surrogates",
    "string_too_long": "must have at most {max_length} characters",
    "string_too_short": "must have at least {min_length} characters",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "string_pattern_mismatch": "must match the pattern {pattern}",
    "literal_error": "must be {expected}",
    "list_type": "must be a list",
    "too_short": "must hold at least {min_length} {unit}",
    "too_long": "must hold at most {max_length} {unit}",
    "dict_type": "must be an object",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
}

_UNITS = {"List": "elements", "Dictionary": "names"}
"""What is counted of each of pydantic's types; of a text, its characters."""
_OF_ONE = re.compile(r"( 1 (?:character|element|name))s\b")


def to_faults(errors: Sequence[ErrorDetails]) -> list[ParamFault]:
    """One fault per finding, in their order."""
    return [_fault(error) for error in errors]


def duplicates(names: Sequence[str]) -> list[ParamFault]:
    """The faults of params that are in the body twice."""
    message = "is in the body more than once: which value counts?"
    named = [ParamFault(_shortened(name), message, kind=_DUPLICATE) for name in names[:MOST_OF_A_KIND]]
    rest = len(names) - len(named)
    return [*named, unnamed(_DUPLICATE, rest)] if rest else named


def unknown(location: Location, known: Sequence[str]) -> ParamFault:
    """The fault of a param that is not one of those known there."""
    return ParamFault(_path(location), _unknown(str(location[-1]), known), kind=_UNKNOWN)


def unnamed_unknown(count: int) -> list[ParamFault]:
    """What stands for this many more unknown params, if there are any."""
    return [unnamed(_UNKNOWN, count)] if count else []


def _fault(error: ErrorDetails) -> ParamFault:
    path, kind = _path(tuple(part for part in error["loc"] if part != _KEY)), error["type"]
    if kind == "missing" or error["input"] is None:
        return ParamFault(path, "is required", MISSING_PARAM)
    context = error.get("ctx", {})
    given = {**context, "unit": _UNITS.get(context.get("field_type", ""), "characters")}
    template = _MESSAGES.get(kind)
    words = _OF_ONE.sub(r"\1", template.format_map(given)) if template else _own_words(error)
    return ParamFault(path, f"is a name that {words}" if _KEY in error["loc"] else words)


def _own_words(error: ErrorDetails) -> str:
    return error["msg"][:1].lower() + error["msg"][1:]


def _unknown(name: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches  # rarely needed, and slow to import

    near = get_close_matches(name[:_LONGEST_NAME], known, n=1, cutoff=0.7)
    return f"is not a param of this route: did you mean {near[0]}?" if near else "is not a param of this route"


def _path(location: Location) -> str:
    path = ""
    for part in location:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else part
    return _shortened(path)


def _shortened(name: str) -> str:
    """The name in at most 255 bytes, without what can't be shown: control characters, lone surrogates."""
    readable = "".join(letter if letter.isprintable() else "?" for letter in name[: _LONGEST_NAME + 1])
    cut = readable.encode()[:_LONGEST_NAME].decode(errors="ignore")
    return readable if cut == readable else cut + "…"
