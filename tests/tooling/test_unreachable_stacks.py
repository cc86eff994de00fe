"""Which commands of `bin/plano` take a stack, and what they say where it can't be reached."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from plano_cli import main
from plano_cli.local.aws import CREDENTIALS
from plano_cli.problems import UNAVAILABLE
from tooling.commands import run_apart, run_here

_NOWHERE = {**CREDENTIALS, "AWS_ENDPOINT_URL": "http://127.0.0.1:9"}
_STACK = ("--stack", "plano-staging")
_ON_A_STACK = [
    ("registry", "list"),
    ("registry", "diff"),
    ("registry", "deploy"),
    ("registry", "disable", "line_items", "--yes"),
    ("registry", "enable", "line_items"),
    ("users", "create", "ada@example.com", "--no-password"),
    ("users", "grant", "ada@example.com", "employee"),
    ("users", "list"),
    ("users", "show", "ada@example.com"),
    ("users", "set-password", "ada@example.com"),
    ("users", "end-sessions", "ada@example.com", "--yes"),
    ("sessions", "list", "ada@example.com"),
    ("applications", "create", "x", "--allow", "*"),
    ("applications", "list"),
    ("applications", "show", "x"),
    ("applications", "update", "x", "--allow", "*"),
    ("applications", "rotate", "x"),
    ("applications", "revoke", "x", "--yes"),
    ("emails", "replay", "5"),
    ("events", "tail"),
    ("smoke",),
    ("logs",),
    ("import", "line_items", "items.csv"),
    ("collection", "--deployed"),
]
_ON_NO_STACK = {
    "bytecode",
    "check",
    "clients",
    "deploy",  # it names an environment of samconfig.toml
    "events schemas",
    "local run",
    "local sam",
    "local stop",
    "new route",
    "openapi",
    "pictures",
    "registry events",
    "registry lint",
    "release",
    "template check",
    "template write",
}


def _commands(group: Any, *words: str) -> Iterator[tuple[str, Any]]:
    """Each command that there is, by its words."""
    for word, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, *words, word)
        else:
            yield " ".join((*words, word)), command


def test_every_command_takes_a_stack_or_is_known_to_talk_to_none() -> None:
    commands = dict(_commands(typer.main.get_command(main.app)))
    stacks = {name: [one for one in each.params if one.name == "stack"] for name, each in commands.items()}
    assert {name for name, found in stacks.items() if not found} == _ON_NO_STACK
    for (option,) in (found for found in stacks.values() if found):
        assert (option.opts, option.envvar) == (["--stack"], "PLANO_STACK")
    tried = {name for name in commands for words in _ON_A_STACK if " ".join(words).startswith(name)}
    assert tried == commands.keys() - _ON_NO_STACK


@pytest.mark.parametrize("words", _ON_A_STACK, ids=" ".join)
def test_every_command_takes_a_stack_and_says_when_it_can_not_be_reached(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in {**_NOWHERE, "AWS_MAX_ATTEMPTS": "1"}.items():
        monkeypatch.setenv(name, value)
    assert run_here(monkeypatch, *words, *_STACK) == UNAVAILABLE
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("plano: The stack plano-staging could not be looked up: ")
    assert said.err.count("\n") == 1


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"AWS_DEFAULT_REGION": "eu-central-1"}, "Unable to locate credentials"),
        ({}, "You must specify a region"),
        (_NOWHERE, "Could not connect to the endpoint"),
        ({**CREDENTIALS, "AWS_ENDPOINT_URL": "nonsense"}, "Invalid endpoint: nonsense"),
        ({**CREDENTIALS, "AWS_PROFILE": "nobody"}, "profile (nobody) could not be found"),
    ],
    ids=["no-credentials", "no-region", "no-network", "no-endpoint", "no-profile"],
)
def test_what_is_missing_is_named(tmp_path: Path, environment: dict[str, str], sentence: str) -> None:
    done = run_apart(tmp_path, "registry", "list", **environment, PLANO_STACK="plano-staging")
    assert (done.returncode, done.stdout) == (UNAVAILABLE, "")
    assert done.stderr.startswith("plano: The stack plano-staging could not be looked up: ")
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
