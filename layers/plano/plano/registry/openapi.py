"""OpenAPI 3.1, written from the registry's records: what generated clients, test tools and other readers go by."""

import base64
import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from plano.params.json_text import dump
from plano.registry import received
from plano.registry.openapi_answers import SCHEMAS, objects, responses
from plano.registry.openapi_data import components
from plano.registry.openapi_params import object_schema
from plano.registry.received import Received
from plano.registry.records import Records
from plano.store.values import Item

_JSON = "application/json"
BEARER = "token"
_NOTHING: Mapping[str, Received] = MappingProxyType({})


def openapi_document(
    records: Records, base_url: str = "/", proven: Mapping[str, Received] = _NOTHING
) -> dict[str, Any]:
    """The whole API as an OpenAPI 3.1 document of plain JSON values.

    Args:
        base_url: where the API is; routes are this and their path. A relative one is relative to the document's own.
        proven: what was received of the routes, by their names: the examples of their answers.
    """
    routes = [route for _, route in sorted(records.routes.items())]
    document: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": _info(),
        "servers": [{"url": base_url}],
        "tags": [_tag(service) for _, service in sorted(records.services.items())],
        "paths": {},
        "components": _components(routes),
    }
    for route in routes:
        document["paths"].setdefault(route["path"], {})[route["method"].lower()] = _operation(
            route, received.of(route, proven)
        )
    plain: dict[str, Any] = json.loads(dump(document))
    return plain


def _info() -> Item:
    return {
        "title": "Plano",
        "version": "1",
        "summary": "An order platform: orders, their line items, and the catalog of services.",
        "description": "Every route takes its params in the body, and answers one shape of JSON: a `status`, its HTTP"
        " `code`, a `message`, and what there is of `data`, `session` and `errors`.",
        "license": {"name": "MIT", "identifier": "MIT"},
    }


def _tag(service: Item) -> Item:
    return {
        "name": service["slug"],
        "description": service["purpose"],
        "x-name": service["name"],
        "x-application": service["application"],
        "x-version": service["version"],
    }


def _components(routes: list[Item]) -> Item:
    params = {params_name(route): object_schema(route["params"], token_in_header=True) for route in routes}
    for schema in params.values():
        schema["minProperties"] = 1  # a body without a param answers no-params-decoded
    return {
        "schemas": {**SCHEMAS, **components(objects(routes)), **params},
        "securitySchemes": {
            BEARER: {
                "type": "http",
                "scheme": "bearer",
                "description": "The token of a session, or of an application. It may be sent as the param `token`"
                " instead, which is why no route insists on the header.",
            }
        },
    }


_IDEMPOTENCY_KEY: Item = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "A text of your own for this request. The same request with the same key, within 24 hours, is not"
    " carried out again: it answers what the first one answered, and the header `idempotent-replayed: true`.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
}


def _operation(route: Item, proven: Received) -> Item:
    return {
        "operationId": f"{route['service']}_{route['action']}",
        "tags": [route["service"]],
        "summary": route["purpose"].split(": ")[0].split(". ")[0].rstrip("."),
        "description": route["purpose"],
        "security": [{BEARER: []}, {}] if route["takes_token"] else [],
        "x-roles": route["roles"],
        "x-body-limit": route["body_limit"],
        **({"x-shared-orders": route["shared_orders"]} if route.get("shared_orders") else {}),
        **({"parameters": [_IDEMPOTENCY_KEY]} if route["takes_idempotency_key"] else {}),
        "requestBody": {"required": True, "content": {route["content_type"]: _media_type(route)}},
        "responses": responses(route, proven),
    }


def _media_type(route: Item) -> Item:
    schema = {"$ref": f"#/components/schemas/{params_name(route)}"}
    example = {
        param["name"]: route["example"][param["name"]] for param in route["params"] if param["name"] in route["example"]
    }
    if not route["sensitive_params"]:
        return {"schema": schema, "example": example}
    encoded = {
        "type": "string",
        "description": "The base64 of a JSON object: standard or URL-safe, padded or not.",
        "contentEncoding": "base64",
        "contentMediaType": _JSON,
        "contentSchema": schema,
    }
    return {"schema": encoded, "example": base64.b64encode(dump(example).encode()).decode()}


def params_name(route: Item) -> str:
    """What the schema of a route's params is called: `LineItemsCreateParams`."""
    words = f"{route['service']}_{route['action']}_params".split("_")
    return "".join(word.capitalize() for word in words)
