"""`plano deploy` up to SAM: what stops it before anything is built, on tables in memory and a stand-in for SAM."""

import io
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

import boto3
import pytest

from domain.world import deploy_registry, of_code
from plano_cli import deploying, samconfig, target
from plano_cli.local.paths import PROJECT
from plano_cli.main import main
from plano_cli.problems import FAILED, MISUSED, UNAVAILABLE

_OUTPUTS = {
    "ApiUrl": "https://api.example/staging",
    "RegistryTableName": "registry",
    "SessionsTableName": "sessions",
    "RecordsTableName": "records",
    "EmailsQueueUrl": "https://queue.example",
    "NotificationsTopicArn": "arn:aws:sns:eu-central-1:1:topic",
    "EventBusName": "bus",
}
_SAM = """#!/bin/sh
echo "$@" >>"$(dirname "$0")/calls"
test -e "$(dirname "$0")/works" && exit
echo "Error: the build was reached"
exit 1
"""
_ADDRESS = "EmailsFrom=orders@example.com"
_BUILD = "build --config-env {} --parameter-overrides PythonRuntime=python3.13\n"


class _Aws:
    """What of AWS is asked before a deployment: who asks, and what the stack's outputs are."""

    policies: ClassVar[list[dict[str, str]]] = []

    def __init__(self, outputs: dict[str, str]) -> None:
        self._outputs = [{"OutputKey": name, "OutputValue": value} for name, value in outputs.items()]

    def get_caller_identity(self) -> Any:
        return {"Arn": "arn:aws:iam::1:user/ada"}

    def set_stack_policy(self, **given: str) -> None:
        self.policies.append(given)

    def describe_stacks(self, **_: str) -> Any:
        return {"Stacks": [{"StackStatus": "UPDATE_COMPLETE", "Outputs": self._outputs}]}


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Deployed(NamedTuple):
    """How it ended, what it said, and what SAM was asked for."""

    code: int
    out: str
    err: str
    sam: str


Deploy = Callable[..., Deployed]


@pytest.fixture
def deploy(tables: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Deploy:
    (tmp_path / "sam").write_text(_SAM)
    (tmp_path / "sam").chmod(0o755)
    monkeypatch.setattr(deploying, "SAM", tmp_path)
    monkeypatch.setattr(deploying, "_LOGS", tmp_path / "logs")
    monkeypatch.setattr(samconfig, "PROJECT", tmp_path)
    settings = (PROJECT / "samconfig.toml").read_text()
    (tmp_path / "samconfig.toml").write_text(settings.replace(f"EmailsFrom={samconfig.EXAMPLE_ADDRESS}", _ADDRESS))
    shutil.copy(PROJECT / "template.yaml", tmp_path)
    monkeypatch.setattr(deploying, "interpreter", lambda _: sys.executable)
    # Tests of its own try it, since it takes long.
    monkeypatch.setattr(deploying, "check_apart", lambda _: [])
    monkeypatch.setattr(target, "use", lambda _: None)
    deploy_registry(of_code())

    def run(*words: str, outputs: dict[str, str] | None = None, typed: str | None = None) -> Deployed:
        monkeypatch.setattr(boto3, "client", lambda _: _Aws(_OUTPUTS if outputs is None else outputs))
        monkeypatch.setattr(sys, "argv", ["plano", "deploy", *words])
        monkeypatch.setattr(sys, "stdin", io.StringIO() if typed is None else _Terminal(typed))
        calls = tmp_path / "calls"
        calls.write_text("")
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Deployed(int(ended.value.code or 0), said.out, said.err, calls.read_text())

    return run


def _deploy_what_the_code_no_longer_has() -> None:
    code = of_code()
    price = {**code.routes["line_items.read"], "action": "price"}
    deploy_registry(replace(code, routes={**code.routes, "line_items.price": price}))


def test_what_breaks_nobody_is_built(deploy: Deploy) -> None:
    done = deploy("staging")
    assert done.sam == _BUILD.format("staging")
    assert "There is no difference." in done.out
    assert "The functions and layers could not be built: the build was reached." in done.err


def test_a_template_that_can_t_be_read_is_told(deploy: Deploy, tmp_path: Path) -> None:
    (tmp_path / "template.yaml").write_text("Parameters:\n  - [\n")
    done = deploy("staging")
    assert (done.code, done.sam) == (FAILED, "")
    assert done.err.startswith("plano: template.yaml, line 3: ")


@pytest.mark.parametrize(
    ("here", "advice"),
    [
        ((3, 11), "Install it.\n"),
        (
            (3, 14),
            "Install it, or name another in samconfig.toml, in the parameter_overrides of staging:"
            " PythonRuntime=python3.14\n",
        ),
    ],
)
def test_a_python_that_is_not_there_is_found_before_the_build(
    deploy: Deploy, monkeypatch: pytest.MonkeyPatch, here: tuple[int, int], advice: str
) -> None:
    monkeypatch.setattr(deploying, "interpreter", lambda _: None)
    monkeypatch.setattr(sys, "version_info", here)
    done = deploy("staging")
    assert (done.code, done.sam) == (FAILED, "")
    assert done.err == f"plano: The functions are built for python3.13, which is not on this machine. {advice}"


def test_it_is_built_for_the_python_that_it_is_deployed_with(deploy: Deploy, tmp_path: Path) -> None:
    settings = (tmp_path / "samconfig.toml").read_text()
    (tmp_path / "samconfig.toml").write_text(settings.replace(_ADDRESS, f"{_ADDRESS} PythonRuntime=python3.12"))
    assert deploy("staging").sam == _BUILD.format("staging").replace("python3.13", "python3.12")


@pytest.mark.parametrize("environment", ["staging", "production"])
def test_emails_from_the_example_s_address_are_found_before_the_build(
    deploy: Deploy, tmp_path: Path, environment: str
) -> None:
    shutil.copy(PROJECT / "samconfig.toml", tmp_path)
    done = deploy(environment)
    assert (done.code, done.sam) == (FAILED, "")
    assert f"No email would arrive: set EmailsFrom in samconfig.toml, for {environment}, to an address" in done.err


def test_from_the_first_deployment_on_nothing_replaces_a_table(
    deploy: Deploy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "works").touch()
    monkeypatch.setattr(deploying, "add_bytecode", lambda _: "")
    tried: list[str] = []
    monkeypatch.setattr(deploying, "_smoke", tried.append)
    monkeypatch.setattr(_Aws, "policies", [])
    done = deploy("staging")
    assert done.code == 0, done.err
    assert done.sam == _BUILD.format("staging") + "deploy --config-env staging --no-confirm-changeset\n"
    policy = (PROJECT / "stack-policy.json").read_text()
    assert _Aws.policies == [{"StackName": "plano-staging", "StackPolicyBody": policy}] * 2  # before it, and after it
    assert tried == ["plano-staging"]


def test_what_breaks_callers_has_to_be_asked_for(deploy: Deploy) -> None:
    _deploy_what_the_code_no_longer_has()
    done = deploy("staging")
    assert (done.code, done.sam) == (FAILED, "")
    assert "breaks  line_items.price: route is gone" in done.out
    assert done.err == "plano: Nothing was deployed. To deploy what breaks callers: make deploy BREAKING=1\n"
    assert deploy("staging", "--breaking").sam == _BUILD.format("staging")


def test_a_stack_that_can_t_be_compared_breaks_nothing_but_is_not_deployed_either(deploy: Deploy) -> None:
    older = {name: value for name, value in _OUTPUTS.items() if name != "EventBusName"}
    done = deploy("staging", outputs=older)
    assert (done.code, done.sam) == (FAILED, "")
    assert "it has no EventBusName. Nothing was deployed. To deploy without the comparison: make" in done.err
    assert "breaks callers" not in done.err
    assert deploy("staging", "--breaking", outputs=older).sam == _BUILD.format("staging")


def test_a_registry_that_does_not_answer_is_no_change_that_breaks_callers(
    deploy: Deploy, monkeypatch: pytest.MonkeyPatch, tables: Any
) -> None:
    tables.delete_table(TableName="registry")
    done = deploy("staging")
    assert (done.code, done.sam) == (UNAVAILABLE, "")
    assert done.err.startswith("plano: The stack could not be reached, or refused: ")
    assert "breaks callers" not in done.err


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (None, MISUSED, "Nothing was changed: nobody is there to be asked, so say --yes."),
        ("n\n", FAILED, "Nothing was changed"),
        ("\n", FAILED, "Nothing was changed"),
    ],
)
def test_production_is_asked_about(deploy: Deploy, typed: str | None, code: int, said: str) -> None:
    done = deploy("production", typed=typed)
    assert (done.code, done.sam) == (code, "")
    assert "This deploys to plano-production, which is production." in done.err
    assert said in done.err


@pytest.mark.parametrize(("words", "typed"), [([], "y\n"), (["--yes"], None)])
def test_production_is_built_where_the_answer_is_yes(deploy: Deploy, words: list[str], typed: str | None) -> None:
    assert deploy("production", *words, typed=typed).sam == _BUILD.format("production")
