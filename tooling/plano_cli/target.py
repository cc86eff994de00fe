"""Which deployment a command is about: the local stack, or one in an AWS account."""

import getpass
import json
import os
from dataclasses import dataclass
from typing import Annotated, Any

import boto3
import typer
from botocore.exceptions import BotoCoreError, ClientError

from plano_cli.local.environment import use
from plano_cli.local.lock import holder
from plano_cli.local.paths import HOME
from plano_cli.problems import Problem, Unavailable
from plano_cli.progress import busy

StackName = Annotated[
    str | None,
    typer.Option(
        "--stack",
        envvar="PLANO_STACK",
        help="The CloudFormation stack, in the AWS account at hand. The local stack if left out.",
    ),
]
_VARIABLES = {
    "PLANO_REGISTRY_TABLE": "RegistryTableName",
    "PLANO_SESSIONS_TABLE": "SessionsTableName",
    "PLANO_RECORDS_TABLE": "RecordsTableName",
    "PLANO_EMAILS_QUEUE": "EmailsQueueUrl",
    "PLANO_NOTIFICATIONS_TOPIC": "NotificationsTopicArn",
    "PLANO_EVENT_BUS": "EventBusName",
}
_EXAMPLE_QUEUE = "PLANO_EXAMPLE_CONSUMER_QUEUE"
_API_URL = "ApiUrl"


@dataclass(frozen=True, slots=True)
class Target:
    """A deployment: the address of its API, and what the shared code needs in its environment to work on it."""

    api_url: str
    environment: dict[str, str]

    @property
    def log_group(self) -> str:
        """Where its functions write their log: the address that the stack gave its API ends with the environment."""
        return f"/plano/{self.api_url.rstrip('/').rsplit('/', 1)[-1]}/api"


def choose(stack: str | None) -> Target:
    """Have the shared code work on this deployment's tables.

    Raises:
        Problem: it is none of Plano's.
        Unavailable: it can't be found, or doesn't run.
    """
    target = _local() if stack is None else _deployed(stack)
    use(target.environment)
    return target


def title(stack: str | None) -> str:
    """The deployment, as questions name it."""
    return "the local stack" if stack is None else stack


def who(stack: str | None) -> str:
    """Who is at the keyboard: in AWS by its identity there, on a local stack by the name on this machine."""
    if stack is not None:
        return str(boto3.client("sts").get_caller_identity()["Arn"])
    try:
        return f"local user {getpass.getuser()}"
    except (KeyError, OSError):  # no such user, as in some containers
        return "local user"


def example_queue() -> str:
    """The URL of the example consumer's queue, which only a local stack has.

    Raises:
        Problem: it is another stack.
    """
    found = os.environ.get(_EXAMPLE_QUEUE)
    if not found:
        raise Problem("Only the local stack has an example consumer. On AWS, docs/events.md says how to listen")
    return found


def api(stack: str | None) -> tuple[str, str | None]:
    """The address of the deployment's API; and a token, which only the local stack has: its demo application's.

    Raises:
        Problem: it is none of Plano's.
        Unavailable: it can't be found, or doesn't run.
    """
    if stack is not None:
        return _deployed(stack).api_url, None
    facts = _local_facts()
    return facts["api_url"], facts["tokens"]["application"]


def _local() -> Target:
    facts = _local_facts()
    return Target(facts["api_url"], facts["environment"])


def _local_facts() -> dict[str, Any]:
    if holder(HOME.pid_file) is None:
        raise Unavailable(
            "The local stack is not running: start it with `make run`, or name a deployed one with --stack"
        )
    try:
        facts: dict[str, Any] = json.loads(HOME.stack_file.read_text())
    except (OSError, ValueError) as error:
        raise Unavailable("The local stack is still starting: try again when `make run` says that it runs") from error
    return facts


def _deployed(stack: str) -> Target:
    try:
        with busy(f"Looking for {stack}"):
            found = boto3.client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]
    except (BotoCoreError, ClientError, ValueError) as error:
        raise Unavailable(f"The stack {stack} could not be looked up: {error}") from error
    outputs = {output["OutputKey"]: output["OutputValue"] for output in found.get("Outputs", [])}
    missing = sorted({_API_URL, *_VARIABLES.values()} - outputs.keys())
    if missing:
        raise Problem(f"The stack {stack} is none of Plano's, or not wholly deployed: it has no {', '.join(missing)}")
    environment = {variable: outputs[name] for variable, name in _VARIABLES.items()}
    return Target(outputs[_API_URL], environment | {_EXAMPLE_QUEUE: ""})
