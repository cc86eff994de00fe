"""The files of a new route, ready to run: what is in them is to be replaced, bit by bit, by what it is to do."""

from string import Template

HANDLER = Template('''"""$service.$action"""

from plano.domain.outcome import Outcome
from plano.domain.$service.$action import $model, ${model}Answer
from plano.pipeline.call import Call
from plano.pipeline.route import route


@route($model, purpose="Answers the note that it is sent.", answers=${model}Answer)
def handler(call: Call[$model]) -> Outcome:
    """Answer the note."""
    return Outcome(${model}Answer(note=call.params.note))
''')

PARAMS = Template('''"""What $service.$action takes, and what it answers."""

from dataclasses import dataclass, field

from plano.domain.outcome import AnswerData
from plano.domain.shown import shown
from plano.params.declare import SessionParams, param
from plano.params.types import Text


class $model(SessionParams):
    """What $service.$action takes."""

    note: Text = param(400, "The note that is answered.", example="Hello")


@dataclass(frozen=True, slots=True)
class ${model}Answer(AnswerData):
    """What $service.$action answers."""

    note: str = field(metadata=shown("The note that was sent."))
''')

TEST = Template('''"""$service.$action over HTTP."""

from integration.api import Api, faults


def test_answers_the_note(api: Api) -> None:
    assert api.made("$service.$action", {"note": "Hello"}) == {"note": "Hello"}


def test_the_note_is_required(api: Api) -> None:
    assert faults(api.call("$service.$action", {})) == {"note": "missing-param"}
''')

TEST_IN_DOMAIN = Template('''"""$service.$action on tables in memory."""

from typing import Any

from domain.asking import ask, done, faulty_params
from domain.world import build_world
from $service import $action


def test_it_answers_the_note(tables: Any) -> None:
    assert done($action.handler, build_world(), note="Hello") == {"note": "Hello"}


def test_the_note_is_required(tables: Any) -> None:
    assert faulty_params(ask($action.handler, build_world())) == {"note"}
''')

HANDLER_OF_PAGE = Template('''"""$service.$action"""

from plano.domain.outcome import Outcome
from plano.domain.$service.$action import $model
from plano.pipeline.call import Call
from plano.pipeline.route import route
$imports

@route($model, purpose=$purpose, answers=None$statuses)
def handler(call: Call[$model]) -> Outcome:
    """Do what $service.$action is for."""
    return Outcome()
''')

PARAMS_OF_PAGE = Template('''"""The params of $service.$action, as its page has them."""

$source''')

TEST_OF_PAGE = Template('''"""$service.$action over HTTP."""

from integration.api import Api


def test_it_answers_its_example(api: Api) -> None:
    answer = api.call("$service.$action", $example, as_=$caller)
    assert answer.json()["status"] == "action-successful"
''')

TEST_IN_DOMAIN_OF_PAGE = Template('''"""$service.$action on tables in memory."""

from typing import Any

from domain.world import build_world, call
from $service import $action


def test_it_answers_its_example(tables: Any) -> None:
    token = $token
    assert call($action.handler, {**token, **$example})[1]["status"] == "action-successful"
''')

SERVICE = Template('''"""The routes of $service."""

from plano.declarations.route import ApiService

SERVICE = ApiService(
    slug="$service",
    name="$title",
    application="planoorder",
    purpose="The routes of $service.",
)
''')
