"""`plano smoke` where there is nothing to try: a sentence and an exit code, never a traceback."""

import os
import subprocess
from pathlib import Path
from typing import Any

import boto3
import pytest

from plano_cli import target
from plano_cli.local.aws import CREDENTIALS
from plano_cli.local.paths import PROJECT
from plano_cli.problems import MISUSED, UNAVAILABLE, Problem

_NOWHERE = "http://127.0.0.1:9"
_ANY = {"AWS_MAX_ATTEMPTS": "1", "AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": "/dev/null"}


def _smoke(home: Path, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "PLANO_"))}
    return subprocess.run(
        [PROJECT / "bin" / "plano", "smoke", *arguments],
        env={**kept, **_ANY, "AWS_SHARED_CREDENTIALS_FILE": "/dev/null", "HOME": str(home), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def _says(done: "subprocess.CompletedProcess[str]", sentence: str, code: int = UNAVAILABLE) -> None:
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith("plano: ")
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_without_credentials(tmp_path: Path) -> None:
    done = _smoke(tmp_path, "--stack", "plano-staging", AWS_DEFAULT_REGION="eu-central-1")
    _says(done, "The stack plano-staging could not be looked up: Unable to locate credentials")


def test_without_a_region(tmp_path: Path) -> None:
    _says(_smoke(tmp_path, "--stack", "plano-staging"), "You must specify a region")


def test_without_a_network(tmp_path: Path) -> None:
    done = _smoke(tmp_path, "--stack", "plano-staging", **CREDENTIALS, AWS_ENDPOINT_URL=_NOWHERE)
    _says(done, "could not be looked up")


def test_an_address_that_is_no_email(tmp_path: Path) -> None:
    _says(_smoke(tmp_path, "--stack", "plano-staging", "--email", "ada"), "ada is no email", MISUSED)


class _CloudFormation:
    def describe_stacks(self, **_: str) -> Any:
        return {"Stacks": [{"Outputs": [{"OutputKey": "ApiUrl", "OutputValue": "https://others.example/prod"}]}]}


def test_a_stack_that_is_none_of_planos(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boto3, "client", lambda _: _CloudFormation())
    with pytest.raises(Problem, match="none of Plano's, or not wholly deployed: it has no EmailsQueueUrl"):
        target.choose("others")
