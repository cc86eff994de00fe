"""`plano deploy`, which is `make deploy`: check, diff, build, deploy, smoke."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import boto3
import typer
from botocore.exceptions import BotoCoreError, ClientError
from rich.console import Console

from plano_cli import problems
from plano_cli.asking import Yes, confirm
from plano_cli.bytecode.built import add_bytecode, interpreter
from plano_cli.checking.apart import check_apart
from plano_cli.local.deployment import SAM
from plano_cli.local.paths import PROJECT
from plano_cli.local.sam_errors import explain
from plano_cli.problems import Problem, Unavailable
from plano_cli.progress import steps
from plano_cli.registry import say_differences
from plano_cli.samconfig import EXAMPLE_ADDRESS, RUNTIME, Settings, read_settings

_LOGS = PROJECT / ".local" / "logs"
_OLDEST_ON_AWS = (3, 12)
"""Lambda has SnapStart from it on; template.yaml refuses an older one."""


def deploy(
    environment: Annotated[str, typer.Argument(help="An environment of samconfig.toml: staging, production.")],
    *,
    breaking: Annotated[bool, typer.Option("--breaking", help="Deploy even if it breaks callers.")] = False,
    yes: Yes = False,
) -> None:
    """Check the code, compare it with what is deployed, build it, deploy it, and try it as a caller would."""
    console = Console(highlight=False, soft_wrap=True)
    step = steps(console)
    with step("Checking the code and the credentials"):
        settings = read_settings(environment)
        stack = settings.stack
        check(settings)
        there = _is_deployed(stack)
    if there:
        console.print("What callers will notice:")
        _compare(stack, breaking=breaking)
    else:
        console.print(f"{stack} is new: there is nothing to compare with.")
    if environment == "production":
        confirm(f"This deploys to {stack}, which is production.", yes=yes)
    with step("Building the functions and layers"):
        # What is built is what will be deployed: `sam build` doesn't know what `sam deploy` is given.
        _sam("build", environment, "--parameter-overrides", f"{RUNTIME}={settings.runtime}")
        no_bytecode = add_bytecode(PROJECT / ".aws-sam" / "build")
    if no_bytecode:
        console.print(no_bytecode)
    with step(f"Deploying {stack} (some minutes)"):
        if there:
            _keep_tables(stack)
        _sam("deploy", environment, "--no-confirm-changeset")
        _keep_tables(stack)
    console.print("The path of a caller:")
    _smoke(stack)


def check(settings: Settings) -> None:
    """Find what would fail later, before anything is built.

    Raises:
        Problem: something would.
    """
    if found := check_apart(PROJECT):
        raise Problem("Not all of it agrees, so nothing was built or deployed.\n" + "\n".join(map(str, found)))
    if not (SAM / "sam").exists():
        raise Problem("SAM is not installed: run `make install`")
    if interpreter(settings.runtime) is None:
        raise Problem(
            f"The functions are built for {settings.runtime}, which is not on this machine. {_another(settings)}"
        )
    try:
        boto3.client("sts").get_caller_identity()
    except (BotoCoreError, ClientError) as error:
        raise Unavailable(
            f"AWS doesn't know who is asking ({error}). Log in (`aws sso login`, `aws configure`), or name a profile"
            " with AWS_PROFILE, and a region with AWS_REGION"
        ) from error
    if settings.emails_from in (None, EXAMPLE_ADDRESS):
        raise Problem(
            f"No email would arrive: set EmailsFrom in samconfig.toml, for {settings.environment}, to an address whose"
            " domain Mandrill knows"
        )


def _another(settings: Settings) -> str:
    here = sys.version_info[:2]
    if here < _OLDEST_ON_AWS:
        return "Install it."
    where = f"in samconfig.toml, in the parameter_overrides of {settings.environment}"
    return f"Install it, or name another {where}: {RUNTIME}=python{here[0]}.{here[1]}"


def _is_deployed(stack: str) -> bool:
    try:
        found = boto3.client("cloudformation").describe_stacks(StackName=stack)["Stacks"]
    except ClientError as error:
        if "does not exist" in str(error):
            return False
        raise Unavailable(f"The stack {stack} can't be looked up: {error}") from error
    except BotoCoreError as error:
        raise Unavailable(f"The stack {stack} can't be looked up: {error}") from error
    return found[0]["StackStatus"] != "REVIEW_IN_PROGRESS"


def _keep_tables(stack: str) -> None:
    """Have CloudFormation refuse, from now on, what would replace or delete a table."""
    policy = (PROJECT / "stack-policy.json").read_text()
    try:
        boto3.client("cloudformation").set_stack_policy(StackName=stack, StackPolicyBody=policy)
    except (BotoCoreError, ClientError) as error:
        raise Problem(f"Nothing keeps the tables of {stack}: stack-policy.json could not be set: {error}") from error


def _compare(stack: str, *, breaking: bool) -> None:
    """Say what callers will notice, and go on only where that breaks none of them, or may.

    Raises:
        Problem: it breaks callers, or nobody can tell.
    """
    try:
        breaks = say_differences("deployed", "code", stack)
    except Problem as problem:
        if not breaking:
            how = "Nothing was deployed. To deploy without the comparison: make deploy BREAKING=1"
            raise type(problem)(f"{problem}. {how}") from problem
        print(f"{problem}. It is deployed without the comparison, as asked.")
    else:
        if breaks and not breaking:
            raise Problem("Nothing was deployed. To deploy what breaks callers: make deploy BREAKING=1")


def _smoke(stack: str) -> None:
    done = subprocess.run([sys.executable, "-m", "plano_cli", "smoke", "--stack", stack], check=False)
    match done.returncode:
        case 0:
            return
        case problems.FAILED:
            raise Problem(f"{stack} is deployed, but a caller's path through it fails: see above")
        case code:
            again = f"`bin/plano smoke --stack {stack}` does that"
            raise Problem(f"{stack} is deployed, but was not tried to the end (exit code {code}): {again}")


def _sam(command: str, environment: str, *arguments: str) -> None:
    _LOGS.mkdir(parents=True, exist_ok=True)
    log: Path = _LOGS / f"{environment}-sam-{command}.log"
    with log.open("wb") as output:
        done = subprocess.run(
            [SAM / "sam", command, "--config-env", environment, *arguments],
            cwd=PROJECT,
            env={**os.environ, "PATH": _path(), "PYTHONPATH": "", "SAM_CLI_TELEMETRY": "0"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode:
        raise Problem(f"{explain(command, log.read_text(errors='replace'))}\nAll that SAM said is in {log}.")


def _path() -> str:
    return os.pathsep.join((str(SAM), str(Path(sys.executable).parent), os.environ.get("PATH", "")))
