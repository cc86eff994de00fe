"""How large the body of a route may be. It follows from the params' limits, so that valid params always have room."""

from math import ceil, inf

from pydantic import BaseModel

from plano.declarations.schema import Schema, shape

MOST_BYTES = 1024 * 1024
LEAST_BYTES = 4 * 1024

_STEP = 1024
# The most bytes that one character can take: as an escape, which is a pair of them outside the first 65,536.
_LETTER = len(r"\ud83d\ude00")
_LETTER_OF_NAME = len(r"\u0061")
_NUMBER = 192
"""The longest that DynamoDB holds exactly has 130 zeros after its point and then 38 digits."""
_LETTERS_OF = {"date-time": 64, "date": 10, "time-local": 15, "uuid": 36}
_LETTERS_OF_A_NAME = 255
"""How long a name can be in a hash."""
_AROUND = 64
"""Quotes, colon, comma and what sets a value into a line of its own: a line break, and spaces before it."""


def body_limit(model: type[BaseModel], *, in_base64: bool) -> int:
    """The most bytes that a body with these params may have: a whole number of kilobytes, between 4 and 1024."""
    schema = model.model_json_schema()
    size = _object(schema, schema.get("$defs", {}))
    # Four letters for three bytes, and the line breaks that some programs write into base64.
    sent = size * 7 / 5 if in_base64 else size
    return ceil(min(max(sent, LEAST_BYTES), MOST_BYTES) / _STEP) * _STEP


def _object(schema: Schema, definitions: Schema) -> float:
    properties = schema["properties"].items()
    return _AROUND + sum(
        len(name) * _LETTER_OF_NAME + _AROUND + _value(shape(property, definitions), definitions)
        for name, property in properties
    )


def _value(schema: Schema, definitions: Schema) -> float:
    values = schema.get("enum") or ([schema["const"]] if "const" in schema else None)
    if values:
        return max(len(str(value)) for value in values) * _LETTER
    if "properties" in schema:
        return _object(schema, definitions)
    match schema.get("type"):
        case "string":
            return _letters(schema) * _LETTER
        case "array" | "object":
            return _many(schema, definitions)
        case "integer" | "number" | "boolean":
            return _NUMBER
        case _:
            return inf


def _many(schema: Schema, definitions: Schema) -> float:
    """An array, or a hash: its values, and the names that they stand under."""
    names = "additionalProperties" in schema
    held = schema["additionalProperties" if names else "items"]
    most = float(schema.get("maxProperties" if names else "maxItems", inf))
    name = _LETTERS_OF_A_NAME * _LETTER if names else 0
    return _AROUND + most * (name + _value(shape(held, definitions), definitions) + _AROUND)


def _letters(schema: Schema) -> float:
    return float(schema.get("maxLength", _LETTERS_OF.get(schema.get("format", ""), inf)))
