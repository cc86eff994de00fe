"""Asking before what can't be undone, or is felt at once."""

import sys
from typing import Annotated

import typer

from plano_cli.problems import Misused, Problem

Yes = Annotated[bool, typer.Option("--yes", "-y", help="Don't ask first.")]


def confirm(what: str, *, yes: bool) -> None:
    """Ask whether to go on, unless that was answered on the command line.

    Raises:
        Misused: nobody is there to be asked.
        Problem: the answer is no.
    """
    if yes:
        return
    if not sys.stdin.isatty():
        raise Misused(f"Nothing was changed: nobody is there to be asked, so say --yes. The question is: {what} Go on?")
    # Typer's own question leaves a blank in the standard output, which may be read for a token.
    print(f"{what} Go on? [y/N] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() not in {"y", "yes"}:
        raise Problem("Nothing was changed")
