"""Kinds that hold values under names that a caller chooses: hashes, and any JSON. Imported by the routes that do."""

from itertools import chain
from typing import Annotated, Any, TypeVar

from pydantic import Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from plano.params.json_text import dump
from plano.params.kinds import LENGTHS, Kind, Limits
from plano.params.types import exact_number

V = TypeVar("V")

LONGEST_NAME = 255
DEEPEST = 20
"""How deep a JSON value may be nested: DynamoDB takes 32 levels, those of the record around it among them."""
_LONGEST_JSON, _MOST_NAMES = 4000, 100


def _name_fault(name: str) -> str | None:
    if not 1 <= len(name) <= LONGEST_NAME:
        return f"must hold names of 1 to {LONGEST_NAME} characters only"
    return _text_fault(name)


def _text_fault(text: str) -> str | None:
    try:
        text.encode()
    except UnicodeEncodeError:
        return "must be valid Unicode, without lone surrogates"
    return None


def _fault(value: Any, depth: int = 0) -> str | None:
    """What is wrong with a value that JSON can hold; None if nothing is."""
    if isinstance(value, dict | list):
        return _fault_inside(value, depth)
    if isinstance(value, str):
        return _text_fault(value)
    return None if value is None or isinstance(value, bool) else _number_fault(value)


def _fault_inside(value: dict[str, Any] | list[Any], depth: int) -> str | None:
    if depth == DEEPEST:
        return f"must be nested at most {DEEPEST} levels deep"
    names, inner = (list(value), list(value.values())) if isinstance(value, dict) else ([], value)
    faults = chain(map(_name_fault, names), (_fault(each, depth + 1) for each in inner))
    return next(filter(None, faults), None)


def _number_fault(number: Any) -> str | None:
    try:
        exact_number(number)
    except PydanticCustomError as error:
        return f"holds a number that {error.message()}"
    return None


def _json(limits: Limits) -> tuple[Any, ...]:
    """What Pydantic goes by for JSON that has at most so many characters, as it is written without spaces."""
    longest = limits["max_length"]

    def checked(value: Any) -> Any:
        fault = _fault(value)
        if fault:
            raise PydanticCustomError("json", fault)
        if len(dump(value)) > longest:
            raise PydanticCustomError("json", f"must have at most {longest} characters, as JSON without spaces")
        return value

    return PlainValidator(checked), WithJsonSchema({"type": "json", "maxLength": longest})


_JSON = Kind("json", ("max_length",), (("max_length", _LONGEST_JSON),), made=_json)
_NAME = Annotated[str, Field(strict=True, min_length=1, max_length=LONGEST_NAME)]

Json = Annotated[Any, *_JSON.metadata({})]
Hash = Annotated[
    dict[_NAME, V], Kind("hash", LENGTHS, (("max_length", _MOST_NAMES),)), Field(strict=True, max_length=_MOST_NAMES)
]
"""Values of one kind, under names that the caller chooses: `Hash[Text]`."""
