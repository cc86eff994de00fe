"""Every answer that a test gets, held against what its route declares in OpenAPI: nothing else may come, and all of it
has to come in some test of a whole run.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator

from plano.declarations.describe_route import describe_route
from plano.declarations.route import Route
from plano.registry.openapi_answers import SCHEMAS, objects, responses
from plano.registry.openapi_data import components

_VIEWS = ("minimal", "default", "full")
_asked: set[Route[Any]] = set()
_seen: set[str] = set()


class NotAsDeclared(AssertionError):
    """A route answered what it does not declare."""


def check(route: Route[Any], code: int, body: Mapping[str, Any]) -> None:
    """Hold an answer against its schema, and keep in mind which fields came.

    Raises:
        NotAsDeclared: it is not what the route declares.
    """
    schemas = _schemas(route)
    if str(code) not in schemas:
        raise NotAsDeclared(f"{route.name} answers {code} {body.get('status')}, which it does not declare")
    errors = list(schemas[str(code)].iter_errors(body))
    if errors:
        # What is wrong further in makes its whole part unexpected, too.
        error = max(errors, key=lambda found: len(found.path))
        raise NotAsDeclared(f"{route.name} {code} {body.get('status')}, {error.json_path}: {error.message[:2000]}")
    _asked.add(route)
    answer = describe_of(route)["answer"]
    for part in ("data", "session"):
        if part in body:
            _seen.update(_came(_name(route, part), answer[part], body[part]))


def never_came() -> list[str]:
    """What the routes that were called declare, and no answer of this run had: of `data` by route, of any `session`."""
    declared = {
        path
        for route in _asked
        for part, kind in describe_of(route)["answer"].items()
        if part in ("data", "session")
        for path in _declared(_name(route, part), kind)
    }
    return sorted(declared - _seen)


@lru_cache
def describe_of(route: Route[Any]) -> dict[str, Any]:
    """The registry's record of the route."""
    return describe_route(route)


@lru_cache
def _schemas(route: Route[Any]) -> dict[str, Draft202012Validator]:
    """By HTTP code, the route's schemas in OpenAPI, closed: what they don't name may not be there."""
    record = describe_of(route)
    shared = {**SCHEMAS, **{name: _closed(schema) for name, schema in components(objects([record])).items()}}
    found = {}
    for code, response in responses(record).items():
        schema = response["content"]["application/json"]["schema"]
        whole = {**schema, "unevaluatedProperties": False, "components": {"schemas": shared}}
        found[code] = Draft202012Validator(whole)
    return found


def _closed(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of an object with no other fields, in one of its views."""
    properties = schema["properties"]
    if not any("x-views" in property for property in properties.values()):
        return {**schema, "additionalProperties": False}
    return {"anyOf": [_in_view(schema, view) for view in _VIEWS]}


def _in_view(schema: Mapping[str, Any], view: str) -> dict[str, Any]:
    shown = {
        name: property for name, property in schema["properties"].items() if view in property.get("x-views", _VIEWS)
    }
    required = [name for name, property in shown.items() if property.get("x-required", name in schema["required"])]
    return {"type": "object", "properties": shown, "required": required, "additionalProperties": False}


def _name(route: Route[Any], part: str) -> str:
    return part if part == "session" else f"{route.name} {part}"


def _came(where: str, kind: Mapping[str, Any], value: Any) -> Iterator[str]:
    if kind["type"] == "array":
        for one in value:
            yield from _came(f"{where}[]", {**kind, "type": "hash"}, one) if "children" in kind else ()
        return
    for child in kind.get("children", ()):
        if isinstance(value, Mapping) and value.get(child["name"]) is not None:
            yield f"{where}.{child['name']}"
            yield from _came(f"{where}.{child['name']}", child, value[child["name"]])


def _declared(where: str, kind: Mapping[str, Any]) -> Iterator[str]:
    inside = f"{where}[]" if kind["type"] == "array" else where
    for child in kind.get("children", ()):
        yield f"{inside}.{child['name']}"
        yield from _declared(f"{inside}.{child['name']}", child)
