"""The example of a route: the body that its page shows, and the event that `sam local invoke` sends."""

import base64
from typing import Any

from plano.declarations.route import Route
from plano.params.declare import Params
from plano.params.json_text import dump
from plano.store.values import Item


def examples_of(model: type[Params]) -> Item:
    """The examples of the params that have one."""
    return {
        field.alias or name: extra["example"]
        for name, field in model.model_fields.items()
        if isinstance(extra := field.json_schema_extra, dict) and "example" in extra
    }


def example_body(model: type[Params]) -> Item:
    """A request's params, made of the examples of each."""
    examples = examples_of(model)
    shown = model.example_params or examples.keys()
    return {name: example for name, example in examples.items() if name in shown}


def example_event(route: Route[Any]) -> Item:
    """An API Gateway event (REST API, payload 1.0) that calls the route with its example."""
    text = dump(example_body(route.params))
    body = base64.b64encode(text.encode()).decode() if route.sensitive else text
    return {
        "version": "1.0",
        "resource": route.path,
        "path": route.path,
        "httpMethod": route.method,
        "headers": {"content-type": route.content_type, "accept": "application/json"},
        "queryStringParameters": None,
        "pathParameters": None,
        "requestContext": {
            "requestId": "00000000-0000-0000-0000-000000000000",
            "stage": "local",
            "httpMethod": route.method,
            "path": f"/local{route.path}",
            "resourcePath": route.path,
            "identity": {"sourceIp": "127.0.0.1"},
        },
        "body": body,
        "isBase64Encoded": False,
    }
