"""`plano check`."""

from typing import Annotated

import typer

from plano_cli.checking.check import findings
from plano_cli.output import AsJson, show
from plano_cli.problems import FAILED


def check(
    *,
    all_of_it: Annotated[
        bool, typer.Option("--all", help="Exit code 1 for what can wait until a deployment, too.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Check that the routes, the template, the events and the pages agree. Exit code 1 where they don't."""
    found = findings()
    if as_json:
        show(found, as_json=True, nothing="")
    else:
        for finding in found:
            print(finding)
        if not found:
            print("All agrees.")
    if any(all_of_it or not one.can_wait for one in found):
        raise typer.Exit(FAILED)
