"""The registry's records, read back from an OpenAPI document that was saved of them."""

import base64
import json
from collections.abc import Mapping
from typing import Any

from plano.registry.openapi_data import described
from plano.registry.openapi_params import params_of
from plano.registry.records import Records
from plano.store.values import Item

_PARTS = {"data", "session"}


class NotOurs(ValueError):
    """The document is no OpenAPI document of this API."""


def records_of(document: Mapping[str, Any]) -> Records:
    """The records that the document was written from, as far as callers are concerned.

    Raises:
        NotOurs: it was written by something else.
    """
    try:
        services = {tag["name"]: _service(tag) for tag in document["tags"]}
        routes = [
            _route(path, method, operation, document["components"])
            for path, operations in document["paths"].items()
            for method, operation in operations.items()
        ]
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise NotOurs("It is no OpenAPI document of this API, as `plano openapi` writes it") from error
    return Records(services, {f"{route['service']}.{route['action']}": route for route in routes})


def _service(tag: Mapping[str, Any]) -> Item:
    return {
        "slug": tag["name"],
        "name": tag["x-name"],
        "application": tag["x-application"],
        "purpose": tag["description"],
        "version": tag["x-version"],
    }


def _route(path: str, method: str, operation: Mapping[str, Any], components: Mapping[str, Any]) -> Item:
    (content_type, media_type), *_ = operation["requestBody"]["content"].items()
    encoded = "contentSchema" in media_type["schema"]
    reference = media_type["schema"]["contentSchema"] if encoded else media_type["schema"]
    params = params_of(components["schemas"][reference["$ref"].rsplit("/", 1)[-1]])
    service, _, action = path.rpartition("/")
    return {
        "service": service.rpartition("/")[-1],
        "action": action,
        "method": method.upper(),
        "path": path,
        "purpose": operation["description"],
        "content_type": content_type,
        "body_limit": operation.get("x-body-limit"),  # documents of before there were limits have none
        "sensitive_params": encoded,
        "takes_idempotency_key": bool(operation.get("parameters")),
        "takes_token": bool(operation["security"]),
        "roles": operation["x-roles"],
        "params": params,
        "shared_orders": operation.get("x-shared-orders", []),
        "answer": _answer(operation["responses"], components["schemas"]),
        "statuses": _statuses(operation["responses"], components),
        "example": json.loads(base64.b64decode(media_type["example"])) if encoded else media_type["example"],
    }


def _answer(responses: Mapping[str, Any], schemas: Mapping[str, Any]) -> Item | None:
    """What the route answers; None in documents of before that was declared."""
    own = [_own(response) for response in responses.values()]
    if not any(_PARTS & schema["properties"].keys() for schema in own):
        return None
    found: Item = {"shows_session": "session" in _own(responses["200"]).get("required", ())}
    for part in sorted(_PARTS):
        objects = [described(schema["properties"][part], schemas) for schema in own if part in schema["properties"]]
        if objects:  # the one that has the fields of particular statuses, too
            found[part] = max(objects, key=lambda one: len(one["children"]))
    return found


def _own(response: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema of what stands in answers with this code beside what stands in all of them."""
    schema: Mapping[str, Any] = response["content"]["application/json"]["schema"]["allOf"][1]
    return schema


def _statuses(responses: Mapping[str, Any], components: Mapping[str, Any]) -> list[Item]:
    return [
        {
            "status": slug,
            "code": int(code),
            "description": said["description"],
            "uncommon": said["uncommon"],
            "holds": [part for part in sorted(_PARTS) if part in _own(response)["properties"]],
        }
        for code, response in responses.items()
        for slug, said in _said_of_statuses(response, components).items()
    ]


def _said_of_statuses(response: Mapping[str, Any], components: Mapping[str, Any]) -> Mapping[str, Item]:
    if "x-statuses" in response:
        found: Mapping[str, Item] = response["x-statuses"]
        return found
    # Documents of before that have it with their examples, which all routes shared.
    examples = components["examples"]
    slugs = response["content"]["application/json"]["examples"]
    return {
        slug: {"description": examples[slug]["description"], "uncommon": examples[slug]["x-uncommon"]} for slug in slugs
    }
