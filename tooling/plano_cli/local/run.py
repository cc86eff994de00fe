"""`make run` and `make stop`: a stack in the foreground, until Ctrl-C."""

import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console

from plano_cli.checking.apart import check_apart
from plano_cli.checking.finding import Finding
from plano_cli.local import deployment, ending
from plano_cli.local.leftovers import end_leftover, loss
from plano_cli.local.lock import held, holder
from plano_cli.local.paths import HOME
from plano_cli.local.stack import Step, running
from plano_cli.problems import Problem
from plano_cli.progress import steps
from plano_cli.sam import relay
from plano_cli.sam.files import ports, write_files
from plano_cli.watching.watch import watch_code

_STOP_SECONDS = 60


def run() -> None:
    """Run the stack until Ctrl-C or `make stop`.

    Raises:
        Problem: something is in the way.
    """
    console = Console(highlight=False, soft_wrap=True)
    with held(HOME.pid_file) as alone:
        if not alone:
            console.print(f"Plano is running already: see {HOME.stack_file}. `make stop` ends it.")
            return
        try:
            with ending.obeyed(HOME.logs / "run.log"):
                _serve(console)
        except KeyboardInterrupt:
            console.print("Stopped. `make run` goes on where you left.")
        except OSError as error:
            raise Problem(f"{error}. Mend that, and `make run` again") from error


def _serve(console: Console) -> None:
    step = steps(console)
    is_of_before = deployment.is_of_this_code(HOME)
    with running(HOME, step, persistent=True) as stack, relay.running(ports(stack.facts)) as host:
        with step("Writing what `sam local` needs"):
            write_files(HOME, stack.facts, host)
        if stack.lost:
            console.print(f"[yellow]{stack.lost}[/]")
        for finding in [] if is_of_before else _check(step):
            console.print(str(finding), style="yellow", markup=False)
        console.print(_greeting(stack.facts))
        watch_code(HOME, stack, step, console)
        raise Problem(f"The local AWS has ended by itself: see {HOME.logs / 'aws.log'}\n{loss(HOME) or ''}".rstrip())


def _check(step: Step) -> list[Finding]:
    """What doesn't agree in the code. It is said, and no reason not to run; so what can't be imported is said first."""
    with step("Checking the code"):
        return check_apart(HOME.project)


@contextmanager
def here(step: Step) -> Iterator[dict[str, Any]]:
    """What the stack's file says of the stack on this machine: of the one that runs, or of one that runs meanwhile.

    Raises:
        Problem: something is in the way.
    """
    with held(HOME.pid_file) as alone:
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
    process = holder(HOME.pid_file)
    if process is None:
        end_leftover(HOME)
        return False
    os.kill(process, signal.SIGTERM)
    deadline = time.monotonic() + _STOP_SECONDS
    while holder(HOME.pid_file) is not None:
        if time.monotonic() > deadline:
            raise Problem(
                f"Process {process} does not end: `kill -9 {process}` does it; the local AWS saves its data then, too"
            )
        time.sleep(0.1)
    return True


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

What you edit in functions/ and layers/ answers at once; an edit of template.yaml is deployed. `bin/plano logs --follow`
shows each request. Its data is saved, and is saved again every few seconds while it changes. Ctrl-C ends it. Each
start makes new tokens for the demo users."""
