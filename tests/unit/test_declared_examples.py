"""A page shows no example that its route would refuse."""

from typing import Any

import pytest
from pydantic import create_model

from plano.declarations.describe_route import describe_route
from plano.declarations.route import Route
from plano.params.declare import Params, param
from plano.params.kinds import CannotDeclare
from plano.params.types import Integer


def _route(*, shown: frozenset[str] = frozenset(), **given: Any) -> Route[Any]:
    model = create_model("Declared", __base__=Params, count=(Integer, param(100, "How many there are.", **given)))
    model.example_params = shown
    return Route("notes", "count", model, "Counts the notes that there are.")


@pytest.mark.parametrize(
    ("route", "words"),
    [
        (_route(example="7"), "notes.count: count: its example must be an integer"),
        (_route(example=-1, ge=0), "notes.count: count: its example must be at least 0"),
        (_route(), "notes.count: count: its example is required"),
        (_route(example=1, shown=frozenset({"cuont"})), "notes.count: cuont is none of its params, and stands in"),
    ],
)
def test_an_example_that_the_route_refuses_is_refused(route: Route[Any], words: str) -> None:
    with pytest.raises(CannotDeclare, match=words):
        describe_route(route)


def test_an_example_that_the_route_takes_is_described() -> None:
    assert describe_route(_route(example=0, ge=0))["example"] == {"count": 0}
