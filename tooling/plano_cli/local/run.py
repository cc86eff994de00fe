"""`make run` and `make stop`: a stack in the foreground, until Ctrl-C."""

import fcntl
import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

from rich.console import Console

from plano_cli.local.paths import PROJECT, Home
from plano_cli.local.stack import Step, running
from plano_cli.problems import Problem
from plano_cli.progress import steps
from plano_cli.sam import relay
from plano_cli.sam.files import ports, write_files

HOME = Home(PROJECT / ".local")
_STOP_SECONDS = 60


def run() -> None:
    """Run the stack until Ctrl-C or `make stop`.

    Raises:
        Problem: something is in the way.
    """
    console = Console(highlight=False, soft_wrap=True)
    signal.signal(signal.SIGTERM, _as_interrupt)
    with _only_one() as alone:
        if not alone:
            console.print(f"Plano is running already: see {HOME.stack_file}. `make stop` ends it.")
            return
        try:
            _serve(console)
        except KeyboardInterrupt:
            console.print("Stopped. `make run` goes on where you left.")


def _serve(console: Console) -> None:
    step = steps(console)
    with running(HOME, step, persistent=True) as stack, relay.running(ports(stack.facts)) as host:
        with step("Writing what `sam local` needs"):
            write_files(HOME, stack.facts, host)
        console.print(_greeting(stack.facts))
        while stack.aws.is_running():
            time.sleep(0.5)
        raise Problem(f"The local AWS has ended by itself: see {HOME.logs / 'aws.log'}")


@contextmanager
def here(step: Step) -> Iterator[dict[str, Any]]:
    """What the stack's file says of the stack on this machine: of the one that runs, or of one that runs meanwhile.

    Raises:
        Problem: something is in the way.
    """
    with _only_one() as alone:
        if alone:
            with running(HOME, step, persistent=True) as stack:
                yield stack.facts
            return
        if not HOME.stack_file.exists():
            raise Problem("The stack is still starting: try again when `make run` says that it runs")
        yield json.loads(HOME.stack_file.read_text())


def stop() -> bool:
    """End a run in the background, and wait until it has saved its data.

    Returns:
        Whether there was one.
    """
    process = running_process()
    if process is None:
        return False
    os.kill(process, signal.SIGTERM)
    deadline = time.monotonic() + _STOP_SECONDS
    while running_process() is not None:
        if time.monotonic() > deadline:
            raise Problem(f"Process {process} does not end: `kill -9 {process}` does it, and loses unsaved data")
        time.sleep(0.1)
    return True


def running_process() -> int | None:
    """The process that runs the stack now, if any: the one that holds the lock on the file with its number."""
    with suppress(OSError, ValueError), HOME.pid_file.open("r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return int(file.read())
    return None


@contextmanager
def _only_one() -> Iterator[bool]:
    HOME.root.mkdir(exist_ok=True)
    with HOME.pid_file.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield True


def _as_interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _greeting(facts: dict[str, Any]) -> str:
    params = {
        "token": facts["tokens"]["client"],
        "application": "planoorder",
        "itemable_type": "Order",
        "itemable_id": facts["ids"]["order"],
        "service_id": facts["ids"]["service"],
        "quantity": 2,
        "price": 149.5,
    }
    return f"""
Plano runs on this machine.

  API            {facts["api_url"]}
  Documentation  {facts["documentation_url"]}
  Emails sent    {facts["mandrill_url"]}
  Tokens, ids    {HOME.stack_file}

Add a line item to the demo client's order:

curl -X POST '{facts["api_url"]}/api/v1/line_items/create' \\
  -H 'content-type: application/json' \\
  -d '{json.dumps(params)}'

Ctrl-C ends it, and keeps its data."""
