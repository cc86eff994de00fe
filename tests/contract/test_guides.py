"""What guides say that no program shows: commands, parameters of the stack, and FileMaker's scripts."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import botocore.session
import pytest
import typer
from botocore import xform_name

from filemaker import Script, functions_of, steps_of
from plano.declarations.describe_route import describe_route
from plano.registry.discovery import declared
from plano_cli.local.paths import FUNCTIONS, PROJECT
from plano_cli.main import app
from plano_cli.template.digest import read_template

_GUIDES = FUNCTIONS / "documentation" / "templates" / "guides"
_STEPS = {
    "Commit Records/Requests",
    "Else If",
    "End If",
    "If",
    "Insert from URL",
    "Set Error Capture",
    "Set Field",
    "Set Variable",
}
"""The script steps that Claris's reference has, of those that guides use (help.claris.com/en/pro-help)."""
_FUNCTIONS = {
    *("Day", "Get", "GetAsDate", "GetAsTime", "GetAsTimestamp", "Hour", "If", "Int", "IsEmpty", "JSONGetElement"),
    *("JSONSetElement", "Left", "Let", "Minute", "Month", "Right", "Round", "Seconds", "Year"),
}
"""The functions that it has."""
_JSON_TYPES = {"String": {"string"}, "Number": {"integer", "float"}}
_OF_THE_CLI = {("cloudformation", "deploy"): {"stack-name", "template-file", "parameter-overrides", "capabilities"}}
"""Commands of the AWS command line that are no operations of AWS's: with their options, from its reference."""
_OF_EVERY_COMMAND = {"query", "output"}
_RENAMED = {"notification-endpoint": "endpoint"}
"""Options that the command line calls otherwise than AWS does, since `--endpoint…` is its own."""
_USAGE_ERROR = typer.BadParameter.__bases__[0]


def _commands() -> Iterator[Any]:
    for file in sorted(_GUIDES.glob("*.sh.txt")):
        for line in file.read_text().splitlines():
            yield pytest.param(line, id=f"{file.name.partition('.')[0]}: {' '.join(line.split()[:3])}")


@pytest.mark.parametrize("line", list(_commands()))
def test_a_command_of_a_guide_is_one_that_there_is(line: str) -> None:
    program, *words = shlex.split(line)
    {"aws": _check_aws, "bin/plano": _check_plano, "make": _check_make}[program](words)


def _check_plano(words: list[str]) -> None:
    command: Any = typer.main.get_command(app)
    while hasattr(command, "commands"):
        assert words[0] in command.commands, words
        command, words = command.commands[words[0]], words[1:]
    command.make_context("plano", list(words))


def _check_make(words: list[str]) -> None:
    target, *variables = words
    makefile = (PROJECT / "Makefile").read_text()
    assert f"\n{target}: " in makefile
    assert all(f"{variable.partition('=')[0]} ?=" in makefile for variable in variables)


def _check_aws(words: list[str]) -> None:
    service, operation, *options = words
    options = [word.removeprefix("--") for word in options if word.startswith("--")]
    given = {_RENAMED.get(option, option) for option in options} - _OF_EVERY_COMMAND
    if (service, operation) in _OF_THE_CLI:
        assert given <= _OF_THE_CLI[service, operation]
        return
    model = botocore.session.Session().get_service_model(service)
    (name,) = [each for each in model.operation_names if xform_name(each, "-") == operation]
    shape = model.operation_model(name).input_shape
    assert shape is not None
    assert given <= {xform_name(member, "-") for member in shape.members}
    assert {xform_name(member, "-") for member in shape.required_members} <= given


def test_a_command_that_there_is_not_would_be_seen() -> None:
    for words, check in ((["users", "created"], _check_plano), (["smoke", "--stak", "a"], _check_plano)):
        with pytest.raises((AssertionError, _USAGE_ERROR)):
            check(words)
    for words in (["sns", "subscribe", "--topic", "a"], ["ssm", "put-parameter", "--name", "a"]):
        with pytest.raises(AssertionError):
            _check_aws(words)


def test_the_parameters_that_going_live_names_are_the_stacks_with_their_defaults() -> None:
    parameters = read_template((PROJECT / "template.yaml").read_text())["Parameters"]
    page = (_GUIDES / "going-live.html").read_text()
    row = re.compile(r'<tr><th scope="row"><code>(\w+)</code></th><td>(?:<code>)?(\w+)(?:</code>)?</td>')
    named = dict(row.findall(page))
    assert {"EmailsFrom", "StoreClient", "AccessLogs"} <= named.keys()
    assert named == {name: str(parameters[name].get("Default", "required")) for name in named}


def test_what_going_live_names_as_outputs_is_put_out() -> None:
    outputs = read_template((PROJECT / "template.yaml").read_text())["Outputs"]
    for name in ("ApiUrl", "DocumentationUrl", "NotificationsTopicArn"):
        assert f"<code>{name}</code>" in (_GUIDES / "going-live.html").read_text()
        assert name in outputs


@pytest.mark.parametrize("file", sorted(_GUIDES.glob("*.fmp.txt")), ids=lambda path: path.name)
def test_steps_and_functions_of_a_filemaker_text_are_claris_own(file: Path) -> None:
    text = file.read_text()
    assert functions_of(text) <= _FUNCTIONS
    if "Set Variable" in text:
        assert steps_of(text) <= _STEPS


@pytest.mark.parametrize(
    ("file", "route"),
    [
        ("filemaker-create", "line_items.create"),
        ("filemaker-update", "line_items.update"),
        ("money", "line_items.update"),
    ],
)
def test_a_filemaker_script_sends_params_of_the_types_that_the_route_reads(file: str, route: str) -> None:
    declaration = next(each for each in declared(FUNCTIONS)[1] if each.name == route)
    types = {param["name"]: param["type"] for param in describe_route(declaration)["params"]}
    params = Script((_GUIDES / f"{file}.fmp.txt").read_text()).params()
    assert len(params) > 2
    for param in params:
        assert types[param.name] in _JSON_TYPES[param.type], param


def test_every_text_of_a_guide_is_on_a_page() -> None:
    pages = "".join(page.read_text() for page in _GUIDES.glob("*.html"))
    assert [each.name for each in _GUIDES.glob("*.txt") if f'"{each.name}"' not in pages] == []
