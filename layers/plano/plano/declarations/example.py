"""The example of a route: the body that its page shows, the event for `sam local invoke`, and the check of both."""

import base64
from typing import Any

from pydantic import ValidationError

from plano.declarations.route import Route
from plano.params.declare import Params
from plano.params.faults import to_faults
from plano.params.json_text import dump
from plano.params.kinds import CannotDeclare
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


def check_examples(route: Route[Any]) -> None:
    """Hold the examples of a route's params against the params.

    Raises:
        CannotDeclare: an example is none, or the example request would be refused.
    """
    examples = examples_of(route.params)
    known = {field.alias or name for name, field in route.params.model_fields.items()}
    for name in sorted(route.params.example_params - examples.keys()):
        what = "has no example" if name in known else "is none of its params"
        raise CannotDeclare(f"{route.name}: {name} {what}, and stands in example_params")
    try:
        route.params.model_validate(example_body(route.params))
    except ValidationError as error:
        fault = to_faults(error.errors())[0]
        raise CannotDeclare(f"{route.name}: {fault.param}: its example {fault.message}") from None
