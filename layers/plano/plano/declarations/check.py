"""Checking what a declaration says by example: nobody should copy from a page what the route refuses."""

from typing import Any

from pydantic import ValidationError

from plano.declarations.example import example_body, examples_of
from plano.declarations.route import Route
from plano.params.faults import to_faults
from plano.params.kinds import CannotDeclare


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
