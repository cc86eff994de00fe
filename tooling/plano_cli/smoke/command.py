"""The command `plano smoke`."""

import json
import signal
import sys
from collections.abc import Callable
from functools import partial
from types import FrameType
from typing import Annotated

import typer
from rich.console import Console

from plano.params.types import email_address
from plano_cli.problems import Misused
from plano_cli.smoke.report import Report, say, to_json
from plano_cli.smoke.smoke import Show
from plano_cli.smoke.smoke import smoke as run_smoke
from plano_cli.target import StackName, choose

_FAILED, _INTERRUPTED = 1, 130


def smoke(
    *,
    stack: StackName = None,
    url: Annotated[
        str | None, typer.Option(help="Where the API is called; the stack's own address (ApiUrl) if left out.")
    ] = None,
    email: Annotated[str | None, typer.Option(help="Send an email to this address, too. None is sent without.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The report as JSON, for other programs.")] = False,
) -> None:
    """Try the whole path of a caller on a deployed stack: what one runs first after going live.

    It makes clients, orders and line items of its own, and removes them again; also what an earlier run left that was
    killed. Exit codes: 0 all passed and nothing is left, 1 something failed, 4 the stack can't be reached, 130
    interrupted.
    """
    address = _address(email) if email is not None else None
    target = choose(stack)
    signal.signal(signal.SIGTERM, _as_interrupt)
    report = _report(partial(run_smoke, url or target.api_url, target.log_group, address))
    if as_json:
        print(json.dumps(to_json(report), indent=2, default=str))
    else:
        say(report, Console(highlight=False))
    if report.stopped == "interrupted":
        raise typer.Exit(_INTERRUPTED)
    raise typer.Exit(0 if report.passed else _FAILED)


def _report(run: Callable[[Show], Report]) -> Report:
    console = Console(stderr=True, highlight=False)
    if not console.is_terminal:
        return run(lambda step: print(f"{step} …", file=sys.stderr, flush=True))
    with console.status("plano smoke …") as status:
        return run(lambda step: status.update(f"{step} …"))


def _address(email: str) -> str:
    try:
        return email_address(email)
    except ValueError:
        raise Misused(f"{email} is no email") from None


def _as_interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
