"""From a declaration to what the registry's records say of params: what the portal and OpenAPI are made of."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from plano.declarations.schema import shape
from plano.store.values import Item

_TYPES = {"number": "float", "object": "hash"}
_LIMITS = {
    "maxLength": "max_length",
    "minLength": "min_length",
    "minimum": "minimum",
    "maximum": "maximum",
    "minItems": "min_items",
    "maxItems": "max_items",
    "minProperties": "min_items",
    "maxProperties": "max_items",
    "pattern": "pattern",
}
# The bounds of every integer (53 bits) say nothing about a particular one.
_BOUNDS_OF_ALL = {"minimum": -(2**53 - 1), "maximum": 2**53 - 1}


def describe_params(model: type[BaseModel]) -> list[Item]:
    """The params of a model, by order number; equal numbers keep the order of declaration."""
    schema = model.model_json_schema()
    return _params(schema, schema.get("$defs", {}))


def _params(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> list[Item]:
    required = set(schema.get("required", ()))
    found = [
        _param(name, property, definitions, required=name in required)
        for name, property in schema.get("properties", {}).items()
    ]
    return sorted(found, key=lambda param: param["order"])


def _param(name: str, property: Mapping[str, Any], definitions: Mapping[str, Any], *, required: bool) -> Item:
    described: Item = {
        "name": name,
        "order": property["order"],
        "required": required,
        "description": property["description"],
        **_kind(shape(property, definitions), definitions),
    }
    for keyword in ("default", "example"):
        value = property.get(keyword)
        if value is not None:
            # Pydantic writes a decimal into its schema as text.
            described[keyword] = Decimal(value) if described["type"] == "float" else value
    return described


def _kind(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Item:
    """What a value has to be: type, format, limits, possible values, and the same of what it holds."""
    name = schema.get("type", "string")
    kind: Item = {"type": _TYPES.get(name, name)}
    for keyword, limit in _LIMITS.items():
        value = schema.get(keyword)
        if value is not None and value != _BOUNDS_OF_ALL.get(keyword):
            kind[limit] = value
    if "format" in schema:
        kind["format"] = schema["format"]
    values = schema.get("enum") or ([schema["const"]] if "const" in schema else None)
    if values:
        kind["values"] = list(values)
    held = schema.get("items") or schema.get("additionalProperties")
    inner = shape(held, definitions) if held else schema
    if "properties" in inner:
        kind["children"] = _params(inner, definitions)
    elif inner is not schema:
        kind["items"] = _kind(inner, definitions)
    return kind
