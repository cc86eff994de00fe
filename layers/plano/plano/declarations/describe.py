"""From a declaration to the registry's records: what the portal, OpenAPI and a deployment's permissions are made of."""

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from plano.declarations.api_service import ApiService
from plano.declarations.check import check_examples
from plano.declarations.example import example_body
from plano.declarations.route import Route
from plano.declarations.schema import shape
from plano.statuses import Status
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


def describe_service(service: ApiService) -> Item:
    """The registry's record of an API service."""
    values = {
        "slug": service.slug,
        "name": service.name,
        "application": service.application,
        "purpose": service.purpose,
        "version": service.version,
    }
    return {**values, "revision": revision(values)}


def describe_route(route: Route[Any]) -> Item:
    """The registry's record of a route.

    Raises:
        CannotDeclare: its example is none that the route takes.
    """
    check_examples(route)
    values = {
        "service": route.service,
        "action": route.action,
        "method": route.method,
        "path": route.path,
        "purpose": route.purpose,
        "content_type": route.content_type,
        "body_limit": route.body_limit,
        "sensitive_params": route.sensitive,
        "takes_token": route.takes_token,
        "takes_idempotency_key": route.takes_idempotency_key,
        "roles": sorted(route.roles) if route.takes_token else [],
        "access": route.access.by_name(),
        "params": describe_params(route.params),
        "shared_orders": sorted(route.params.shared_orders),
        "statuses": [describe_status(status) for status in route.all_statuses()],
        "example": example_body(route.params),
    }
    return {**values, "revision": revision(values)}


def describe_status(status: Status) -> Item:
    """A status as the registry holds it with each route."""
    return {
        "status": status.slug,
        "code": int(status.code),
        "description": status.description,
        "uncommon": status.uncommon,
    }


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


def revision(values: Mapping[str, Any]) -> str:
    """A hash of a record: another declaration, another revision."""
    text = json.dumps(values, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
