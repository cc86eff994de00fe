"""Params as JSON Schema, and back: what a record says of a param, and a schema of it, mean the same."""

from collections.abc import Mapping
from typing import Any

from plano.params.types import LARGEST_INTEGER
from plano.store.values import Item

_TYPES = {"float": "number", "list": "array"}
_KEYWORDS = {
    "max_length": "maxLength",
    "min_length": "minLength",
    "minimum": "minimum",
    "maximum": "maximum",
    "min_items": "minItems",
    "max_items": "maxItems",
    "format": "format",
}
_BOUNDS_OF_INTEGERS = {"minimum": -LARGEST_INTEGER, "maximum": LARGEST_INTEGER}


def object_schema(params: list[Item], *, token_in_header: bool = False) -> dict[str, Any]:
    """The schema of an object with these params, and no others.

    Args:
        token_in_header: whether the param `token` may be left out of the object, since a header can hold it.
    """
    required = [param["name"] for param in params if param["required"]]
    insisted = [name for name in required if not (token_in_header and name == "token")]
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {param["name"]: _property(param) for param in params},
        "additionalProperties": False,
    }
    return {**schema, "required": insisted} if insisted else schema


def params_of(schema: Mapping[str, Any]) -> list[Item]:
    """The params whose `object_schema` this is."""
    return [_param(name, property) for name, property in schema.get("properties", {}).items()]


def value_schema(param: Item) -> dict[str, Any]:
    """The schema of a param's value, where it is there."""
    return {**kind_schema(param), "description": param["description"]}


def _property(param: Item) -> dict[str, Any]:
    schema = kind_schema(param)
    if not param["required"]:  # null is the same as leaving it out
        schema = {"anyOf": [schema, {"type": "null"}]}
    described = {"description": param["description"], "x-order": param["order"], "x-required": param["required"]}
    example = {"examples": [param["example"]]} if "example" in param else {}
    return {**schema, **described, **example}


def kind_schema(kind: Item) -> dict[str, Any]:
    """The schema of a kind of value."""
    name = kind["type"]
    if "children" in kind:
        inner = object_schema(kind["children"])
    else:
        inner = kind_schema(kind["items"]) if "items" in kind else {}
    schema: dict[str, Any] = {"type": _TYPES.get(name, name)}
    if name == "integer":
        schema |= _BOUNDS_OF_INTEGERS | {"format": "int64"}
    if name == "list":
        schema |= {"items": inner}
    elif name == "object":
        schema |= inner
    schema |= {keyword: kind[limit] for limit, keyword in _KEYWORDS.items() if limit in kind}
    return schema | ({"enum": list(kind["values"])} if "values" in kind else {})


def _param(name: str, property: Mapping[str, Any]) -> Item:
    described: Item = {
        "name": name,
        "order": property["x-order"],
        "required": property["x-required"],
        "description": property["description"],
        **kind_of(property["anyOf"][0] if "anyOf" in property else property),
    }
    return described | ({"example": property["examples"][0]} if "examples" in property else {})


def kind_of(schema: Mapping[str, Any]) -> Item:
    """The kind of value whose `kind_schema` this is."""
    name = schema["type"]
    of_all: Mapping[str, Any] = {**_BOUNDS_OF_INTEGERS, "format": "int64"} if name == "integer" else {}
    kind: Item = {"type": {json: ours for ours, json in _TYPES.items()}.get(name, name)}
    for limit, keyword in _KEYWORDS.items():
        if keyword in schema and schema[keyword] != of_all.get(keyword):
            kind[limit] = schema[keyword]
    if "enum" in schema:
        kind["values"] = list(schema["enum"])
    inner = schema.get("items", schema)
    if "properties" in inner:
        kind["children"] = params_of(inner)
    elif inner is not schema and inner:
        kind["items"] = kind_of(inner)
    return kind
