"""Params as JSON Schema, and back: what a record says of a param, and a schema of it, mean the same."""

from collections.abc import Mapping
from typing import Any

from plano.params.types import LARGEST_INTEGER
from plano.store.values import Item

_TYPES = {"float": "number", "hash": "object"}
_ANY_JSON = ["array", "boolean", "number", "object", "string"]
_KEYWORDS = {
    "max_length": "maxLength",
    "min_length": "minLength",
    "minimum": "minimum",
    "maximum": "maximum",
    "format": "format",
    "pattern": "pattern",
}
_COUNTS = {
    "array": {"min_items": "minItems", "max_items": "maxItems"},
    "hash": {"min_items": "minProperties", "max_items": "maxProperties"},
}
_NAMES = {"minLength": 1, "maxLength": 255}
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
    default = {"default": param["default"]} if "default" in param else {}
    example = {"examples": [param["example"]]} if "example" in param else {}
    return {**schema, **described, **default, **example}


def kind_schema(kind: Item) -> dict[str, Any]:
    """The schema of a kind of value."""
    name = kind["type"]
    if "children" in kind:
        inner = object_schema(kind["children"])
    else:
        inner = kind_schema(kind["items"]) if "items" in kind else {}
    schema: dict[str, Any] = {"type": _ANY_JSON if name == "json" else _TYPES.get(name, name)}
    if name == "integer":
        schema |= _BOUNDS_OF_INTEGERS | {"format": "int64"}
    elif name == "array":
        schema |= {"items": inner}
    elif name == "hash":
        schema |= inner if "children" in kind else {"additionalProperties": inner, "propertyNames": _NAMES}
    schema |= {keyword: kind[limit] for limit, keyword in _keywords(name).items() if limit in kind}
    return schema | ({"enum": list(kind["values"])} if "values" in kind else {})


def _keywords(name: str) -> Mapping[str, str]:
    """What JSON Schema calls the limits of a kind."""
    return {**_KEYWORDS, **_COUNTS.get(name, {})}


def _param(name: str, property: Mapping[str, Any]) -> Item:
    described: Item = {
        "name": name,
        "order": property["x-order"],
        "required": property["x-required"],
        "description": property["description"],
        **kind_of(property["anyOf"][0] if "anyOf" in property else property),
    }
    if "default" in property:
        described["default"] = property["default"]
    return described | ({"example": property["examples"][0]} if "examples" in property else {})


def _type(json: str | list[str]) -> str:
    """Our word for a type of JSON Schema's."""
    if isinstance(json, list):
        return "json"
    return {theirs: ours for ours, theirs in _TYPES.items()}.get(json, json)


def kind_of(schema: Mapping[str, Any]) -> Item:
    """The kind of value whose `kind_schema` this is."""
    name = _type(schema["type"])
    of_all: Mapping[str, Any] = {**_BOUNDS_OF_INTEGERS, "format": "int64"} if name == "integer" else {}
    kind: Item = {"type": name}
    for limit, keyword in _keywords(name).items():
        if keyword in schema and schema[keyword] != of_all.get(keyword):
            kind[limit] = schema[keyword]
    if "enum" in schema:
        kind["values"] = list(schema["enum"])
    inner = schema.get("items") or schema.get("additionalProperties") or schema
    if "properties" in inner:
        kind["children"] = params_of(inner)
    elif inner is not schema and inner:
        kind["items"] = kind_of(inner)
    return kind
