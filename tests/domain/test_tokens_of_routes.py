"""Routes that take a token otherwise than most: one that may be left out, or one without `application`."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from domain.world import World, build_world, call, deploy_registry
from plano.declarations.describe_route import describe_route, describe_service
from plano.declarations.route import ApiService, Route
from plano.domain.outcome import Outcome
from plano.domain.shown import shown
from plano.params.declare import Params, param
from plano.params.tokens import OptionalSessionParams, OptionalTokenParams, TokenParams
from plano.params.types import Text
from plano.pipeline.call import Call
from plano.pipeline.route import Handler
from plano.registry.openapi import openapi_document
from plano.registry.records import Records


class Needed(TokenParams):
    note: Text = param(200, "What is said.", example="Hello")


class Optional(OptionalTokenParams):
    note: Text = param(200, "What is said.", example="Hello")


class OptionalWithSession(OptionalSessionParams):
    class_: Text = param(400, "What is said.", example="Hello", name="class")


@dataclass(frozen=True, slots=True)
class WhoAsks:
    caller: str = field(metadata=shown("Who asks."))
    role: str = field(metadata=shown("Their role."))


def _handler(params: type[Params]) -> Handler[Any]:
    def answer(call: Call[Any]) -> Outcome:
        return Outcome({"caller": call.caller.name, "role": call.caller.role})

    route = Route("notes", params.__name__.lower(), params, "Says who asks.", answers=WhoAsks)
    return Handler(route, answer)


MODELS: tuple[type[Params], ...] = (Needed, Optional, OptionalWithSession)
HANDLERS = {model: _handler(model) for model in MODELS}
RECORDS = Records(
    {"notes": describe_service(ApiService("notes", "Notes", "planoorder", "Notes of people."))},
    {each.declaration.name: describe_route(each.declaration) for each in HANDLERS.values()},
)


@pytest.fixture
def world(tables: Any) -> World:
    world = build_world()
    deploy_registry(RECORDS)
    return world


@pytest.mark.parametrize(("model", "name"), [(Optional, "note"), (OptionalWithSession, "class")])
def test_an_optional_token_says_who_asks_or_nobody_does(world: World, model: type[Params], name: str) -> None:
    handler, asked = HANDLERS[model], {name: "Hello"}
    for nobody in (asked, {**asked, "token": None}):
        assert call(handler, nobody)[1]["data"] == {"caller": "nobody", "role": "nobody"}
    assert call(handler, {**asked, "token": world.tokens["client"]})[1]["data"]["role"] == "client"
    assert call(handler, {**asked, "token": "plano_session_made_up"})[1]["status"] == "invalid-token"


def test_an_optional_session_is_shown_to_whoever_has_one(world: World) -> None:
    handler, asked = HANDLERS[OptionalWithSession], {"class": "Hello", "session_view": "minimal"}
    assert "session" not in call(handler, asked)[1]
    assert call(handler, {**asked, "token": world.tokens["client"]})[1]["session"]["application"] == "planoorder"


def test_a_token_alone_takes_neither_application_nor_session_view(world: World) -> None:
    handler, asked = HANDLERS[Needed], {"note": "Hello", "token": world.tokens["client"]}
    assert call(handler, asked)[1]["data"]["role"] == "client"
    assert call(handler, {"note": "Hello"})[1]["status"] == "missing-param"
    errors = call(handler, {**asked, "application": "planoorder", "session_view": "full"})[1]["errors"]
    assert [error["param"] for error in errors] == ["application", "session_view"]


def test_a_name_that_python_cannot_spell_is_the_caller_s(world: World) -> None:
    handler = HANDLERS[OptionalWithSession]
    (unknown, missing) = call(handler, {"class_": "Hello"})[1]["errors"]
    assert (unknown["param"], unknown["message"]) == ("class_", "is not a param of this route: did you mean class?")
    assert (missing["param"], missing["status"]) == ("class", "missing-param")


def test_openapi_insists_on_no_token_that_may_be_left_out() -> None:
    schemas = openapi_document(RECORDS)["components"]["schemas"]
    assert schemas["NotesOptionalwithsessionParams"]["required"] == ["class"]
    assert list(RECORDS.routes["notes.optionalwithsession"]["example"]) == ["class"]
