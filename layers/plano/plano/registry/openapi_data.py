"""What answers hold as JSON Schema, and back: an object with a name is a component, so that clients have a class of it.

An answer may hold more than its schema says one day: what is added breaks nobody who reads it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from plano.registry.openapi_params import kind_of, kind_schema
from plano.store.values import Item

_REFERENCE = "#/components/schemas/"


class TwoOfOneName(ValueError):
    """Two objects of answers have one name, and are not the same."""


def reference(described: Item, slug: str) -> dict[str, Any]:
    """The schema of an object in an answer with this status."""
    return {"$ref": f"{_REFERENCE}{_with_status(described, slug)['model']}"}


def components(objects: Iterator[tuple[Item, str]]) -> dict[str, Any]:
    """The schemas of these objects, each in an answer with its status, and of those in them.

    Raises:
        TwoOfOneName: two of them have one name.
    """
    found: dict[str, Any] = {}
    for described, slug in objects:
        for one in _all_in(_with_status(described, slug)):
            schema = _object(one)
            if found.setdefault(one["model"], schema) != schema:
                raise TwoOfOneName(f"{one['model']} has other fields in another answer: name one of them anew")
    return dict(sorted(found.items()))


def described(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Item:
    """The object whose `reference` this is."""
    model = schema["$ref"].removeprefix(_REFERENCE)
    found = schemas[model]
    required = found.get("required", ())
    children = [
        _field(name, property, schemas, required=name in required) for name, property in found["properties"].items()
    ]
    # What the model is called without the fields of particular statuses.
    return {"type": "hash", "model": found.get("x-model", model), "children": children}


def _with_status(described: Item, slug: str) -> Item:
    """The object as answers with this status hold it."""
    own = [child for child in described["children"] if slug in child.get("statuses", ())]
    kept = [child for child in described["children"] if "statuses" not in child or child in own]
    name = "".join(child["name"].title().replace("_", "") for child in own)
    with_own = {"model": f"{described['model']}With{name}", "without_own": described["model"]} if own else {}
    return {**described, "children": kept, **with_own}


def _all_in(kind: Item) -> Iterator[Item]:
    if "children" in kind:
        yield kind
        for child in kind["children"]:
            yield from _all_in(child)
    elif "items" in kind:
        yield from _all_in(kind["items"])


def _object(kind: Item) -> dict[str, Any]:
    always = [child["name"] for child in kind["children"] if child["required"] and "views" not in child]
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {child["name"]: _property(child) for child in kind["children"]},
    }
    return {
        **schema,
        **({"required": always} if always else {}),
        **({"x-model": kind["without_own"]} if "without_own" in kind else {}),
    }


def _property(field: Item) -> dict[str, Any]:
    schema = _schema(field)
    if field.get("nullable"):
        schema = {"anyOf": [schema, {"type": "null"}]}
    of_views = {"x-views": field["views"], "x-required": field["required"]} if "views" in field else {}
    of_statuses = {"x-statuses": field["statuses"]} if "statuses" in field else {}
    return {**schema, "description": field["description"], **of_views, **of_statuses}


def _schema(kind: Item) -> dict[str, Any]:
    if kind["type"] == "hash" and "items" in kind:
        return {"type": "object", "additionalProperties": _schema(kind["items"])}
    if kind["type"] == "array":
        inner = kind.get("items", {**kind, "type": "hash"})
        return {**kind_schema({**kind, "children": []}), "items": _schema(inner)}
    if "children" in kind:
        return {"$ref": f"{_REFERENCE}{kind['model']}"}
    return kind_schema(kind)


def _field(name: str, property: Mapping[str, Any], schemas: Mapping[str, Any], *, required: bool) -> Item:
    schema = property["anyOf"][0] if "anyOf" in property else property
    return {
        "name": name,
        "description": property["description"],
        "required": property.get("x-required", required),
        **({"nullable": True} if "anyOf" in property else {}),
        **_kind(schema, schemas),
        **({"views": property["x-views"]} if "x-views" in property else {}),
        **({"statuses": property["x-statuses"]} if "x-statuses" in property else {}),
    }


def _kind(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Item:
    if "$ref" in schema:
        return described(schema, schemas)
    if "additionalProperties" in schema:
        return {"type": "hash", "items": _kind(schema["additionalProperties"], schemas)}
    if "items" not in schema:
        return kind_of(schema)
    inner = _kind(schema["items"], schemas)
    limits = kind_of({**schema, "items": {}})
    return {**inner, **limits} if "children" in inner else {**limits, "items": inner}
