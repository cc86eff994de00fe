"""A local stack from start to stop: the local AWS, the deployment, the demo records, and the file that says where."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, replace
from typing import Any

from plano_cli.local import deployed_stack, deployment, mandrill
from plano_cli.local.aws import LocalAws
from plano_cli.local.demo import demo, publish_demo
from plano_cli.local.files import write_whole
from plano_cli.local.imports import check_imports
from plano_cli.local.leftovers import end_leftover, loss
from plano_cli.local.paths import Home
from plano_cli.local.streams import forget_positions
from plano_cli.local.waking import wake
from plano_cli.problems import Problem
from plano_cli.watching.swap import settle

Step = Callable[[str], AbstractContextManager[None]]
"""Shows that something is going on while it goes on."""


@dataclass(frozen=True, slots=True)
class Stack:
    """A stack that is up. `facts` is what its file holds."""

    aws: LocalAws
    facts: dict[str, Any]
    lost: str | None
    """What the end of the last run lost, if anything can have been."""


@contextmanager
def running(home: Home, step: Step, *, persistent: bool) -> Iterator[Stack]:
    """A stack, for as long as the context lasts.

    Args:
        persistent: whether its data is there again the next time.

    Raises:
        Problem: something is in the way.
    """
    home.root.mkdir(parents=True, exist_ok=True)
    if not deployment.is_of_this_code(home):
        with step("Importing the handlers"):
            check_imports(home.project)
    end_leftover(home)
    lost = loss(home)
    _forget_an_unfinished_first_deployment(home)
    forget_positions(home)
    with ExitStack() as at_end:
        # It outlives the local AWS, whose functions send to it until they end.
        mandrill_url = at_end.enter_context(mandrill.running(home))
        with step("Starting the local AWS"):
            aws = LocalAws.start(home, persistent=persistent)
        at_end.enter_context(stopping(aws, step))
        if not (persistent and deployment.is_deployed(home, mandrill_url) and _is_there(aws)):
            _deploy(home, aws, mandrill_url, step)
        with step("Making demo records"):
            facts = {**_facts(home, aws), "mandrill_url": mandrill_url}
            publish_demo(aws, facts)
        with step("Waking the API"):
            wake(home, aws.endpoint, facts["api_url"])
        write_whole(home.stack_file, json.dumps(facts, indent=2) + "\n")
        aws.save()
        yield Stack(aws, facts, lost)


def redeploy(home: Home, stack: Stack, step: Step) -> Stack:
    """The stack as it is when what is here now is deployed. The data, the tokens and the ids stay.

    Raises:
        Problem: it can't be deployed; what was deployed before still is.
    """
    aws = stack.aws
    _deploy(home, aws, stack.facts["mandrill_url"], step)
    facts = {**stack.facts, **_addresses(aws)}
    with step("Waking the API"):
        wake(home, aws.endpoint, facts["api_url"])
    write_whole(home.stack_file, json.dumps(facts, indent=2) + "\n")
    return replace(stack, facts=facts)


def _deploy(home: Home, aws: LocalAws, mandrill_url: str, step: Step) -> None:
    with step("Building the functions and layers"):
        deployment.build(home)
    with step("Deploying the stack"):
        deployment.deploy(home, aws, mandrill_url)
        settle(home, aws.endpoint)


@contextmanager
def stopping(aws: LocalAws, step: Step) -> Iterator[None]:
    """Stop the local AWS in the end, which saves its data. Of one that has ended by itself, nothing is said."""
    try:
        yield
    finally:
        try:
            with step("Saving and stopping") if aws.is_running() else nullcontext():
                aws.stop()
        finally:
            aws.stop()  # where the terminal is gone, and nothing can be shown on it


def _facts(home: Home, aws: LocalAws) -> dict[str, Any]:
    addresses = _addresses(aws)
    return {**addresses, **demo(home, addresses["environment"])}


def _addresses(aws: LocalAws) -> dict[str, Any]:
    found = deployed_stack.outputs(aws.endpoint)
    url = deployed_stack.api_url(aws.endpoint, found)
    return {
        "api_url": url,
        "documentation_url": f"{url}/documentation",
        "environment": deployed_stack.environment(aws.endpoint, found),
    }


def _forget_an_unfinished_first_deployment(home: Home) -> None:
    if home.state.exists() and not home.deployed_file.exists():
        shutil.rmtree(home.state)


def _is_there(aws: LocalAws) -> bool:
    try:
        return bool(deployed_stack.outputs(aws.endpoint))
    except Problem:
        return False
