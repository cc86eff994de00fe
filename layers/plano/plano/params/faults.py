"""From Pydantic's findings to the faults that a caller is told: each one a param, a status and a sentence."""

from collections.abc import Iterator, Sequence
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from plano.errors import ParamFault
from plano.statuses import MISSING_PARAM

MOST_FAULTS = 1000
"""An answer has to fit in what Lambda can return: beyond this many faults, the last one says how many there are."""
_LONGEST_NAME = 255

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
    "literal_error": "must be {expected}",
    "list_type": "must be a list",
    "too_short": "must hold at least {min_length}",
    "too_long": "must hold at most {max_length}",
    "dict_type": "must be an object",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
}


def to_faults(errors: Sequence[ErrorDetails], model: type[BaseModel]) -> list[ParamFault]:
    """One fault per finding in params that should have been the model's, in their order."""
    found = [_fault(error, model) for error in errors[:MOST_FAULTS]]
    return found if len(errors) <= MOST_FAULTS else [*found, _and_more(len(errors))]


def duplicate(name: str) -> ParamFault:
    """The fault of a param that stands in the body twice."""
    return ParamFault(_shortened(name), "is in the body more than once: which value counts?")


def is_unicode(name: str) -> bool:
    """Whether the name can be told at all: one with lone surrogates can't, and Pydantic takes no object that has it."""
    return name.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in name)


def not_unicode(name: str) -> ParamFault:
    """The fault of a param whose name is no valid Unicode."""
    return ParamFault(_shortened(name), "is not a param of this route, and not valid Unicode either")


def _fault(error: ErrorDetails, model: type[BaseModel]) -> ParamFault:
    path, kind = _path(error["loc"]), error["type"]
    if kind == "missing" or (error["input"] is None and kind != "extra_forbidden"):
        return ParamFault(path, "is required", MISSING_PARAM)
    if kind == "extra_forbidden":
        return ParamFault(path, _unknown(str(error["loc"][-1]), _known_at(error["loc"], model)))
    template = _MESSAGES.get(kind)
    return ParamFault(path, template.format_map(error.get("ctx", {})) if template else _own_words(error))


def _known_at(location: tuple[int | str, ...], model: type[BaseModel]) -> list[str]:
    """The names that could have stood where this one does."""
    for part in location[:-1]:
        if isinstance(part, str) and part in model.model_fields:
            model = next(_models(model.model_fields[part].annotation), model)
    return list(model.model_fields)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _own_words(error: ErrorDetails) -> str:
    return error["msg"][:1].lower() + error["msg"][1:]


def _unknown(name: str, known: list[str]) -> str:
    from difflib import get_close_matches  # rarely needed, and slow to import

    near = get_close_matches(name[:_LONGEST_NAME], known, n=1, cutoff=0.7)
    return f"is not a param of this route: did you mean {near[0]}?" if near else "is not a param of this route"


def _path(location: tuple[int | str, ...]) -> str:
    path = ""
    for part in location:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else part
    return _shortened(path)


def _shortened(name: str) -> str:
    readable = name.encode(errors="replace").decode()
    return readable if len(readable) <= _LONGEST_NAME else readable[:_LONGEST_NAME] + "…"


def _and_more(count: int) -> ParamFault:
    return ParamFault("…", f"{count - MOST_FAULTS} more params are at fault")
