"""A deployment deploys: what changed since the last one is what answers."""

import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest

from integration.api import Api
from plano_cli.local import deployed_stack
from plano_cli.local.environment import use
from plano_cli.local.paths import PROJECT, Home
from plano_cli.local.ports import HOST
from plano_cli.local.stack import Stack, running

_SOURCES = ("functions", "layers")
_FILES = ("template.yaml", "samconfig.toml")
_OLD = "Send the params as a JSON object with at least one of them in it."
_NEW = "An edited message."


@pytest.fixture(autouse=True)
def _back_to_the_other_stack() -> Iterator[None]:
    before = dict(os.environ)
    yield
    use(before)


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    root = tmp_path_factory.mktemp("deploying")
    for source in _SOURCES:
        shutil.copytree(PROJECT / source, root / "project" / source, ignore=shutil.ignore_patterns("__pycache__"))
    for file in _FILES:
        shutil.copy(PROJECT / file, root / "project" / file)
    return Home(root / "home", root / "project")


def _live(stack: Stack) -> dict[str, Any]:
    """Each function's live version: its number, its environment."""
    functions = deployed_stack.client("lambda", stack.aws.endpoint)
    names = [page["FunctionName"] for page in functions.list_functions()["Functions"]]
    return {name: functions.get_function_configuration(FunctionName=name, Qualifier="live") for name in names}


def _versions(stack: Stack, name: str) -> list[str]:
    functions = deployed_stack.client("lambda", stack.aws.endpoint)
    found = functions.list_versions_by_function(FunctionName=name)["Versions"]
    return [version["Version"] for version in found if version["Version"] != "$LATEST"]


def _edit(layer: Path) -> None:
    statuses = layer / "plano" / "statuses.py"
    before = statuses.read_text()
    assert _OLD in before
    statuses.write_text(before.replace(_OLD, _NEW))


@contextmanager
def _occupied(port: int) -> Iterator[None]:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind((HOST, port))
        other.listen()
        yield


def _step(_title: str) -> Any:
    return nullcontext()


def _message(api: Api) -> str:
    return str(api.send("line_items.create", b"{}").json()["message"])


def test_a_changed_message_of_a_layer_and_a_changed_parameter_are_live_after_the_next_deployment(home: Home) -> None:
    with running(home, _step, persistent=True) as stack, Api(stack.facts) as api:
        first = _live(stack)
        assert _message(api) == _OLD
    _edit(home.project / "layers" / "plano")
    with running(home, _step, persistent=True) as stack, Api(stack.facts) as api:
        assert _message(api) == _NEW
        second = _live(stack)
        assert {name for name in first if first[name]["Version"] == second[name]["Version"]} == set()
    with _occupied(int(home.mandrill_port_file.read_text())), running(home, _step, persistent=True) as stack:
        third = _live(stack)
        told = {
            found["Environment"]["Variables"].get("PLANO_MANDRILL_URL", stack.facts["mandrill_url"])
            for found in third.values()
        }
        assert told == {stack.facts["mandrill_url"]}
        assert {name for name in second if second[name]["Version"] == third[name]["Version"]} == set()
        assert {name: _versions(stack, name) for name in third} == {name: [third[name]["Version"]] for name in third}
