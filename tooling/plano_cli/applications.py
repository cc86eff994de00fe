"""`plano applications`: tokens for callers that are no person."""

from typing import Annotated, get_args

import typer

from plano.domain.accounts import applications
from plano.params.declare import Application
from plano_cli.problems import Problem
from plano_cli.target import StackName, choose

app = typer.Typer(no_args_is_help=True, help="Tokens for callers that are no person.")


@app.callback()
def _group() -> None:
    """Tokens for callers that are no person."""


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="Who will hold the token (filemaker).")],
    application: Annotated[str, typer.Option(help=f"One of {', '.join(get_args(Application))}.")] = "planoorder",
    allow: Annotated[
        list[str] | None, typer.Option(help="A route, or a pattern (line_items.*); repeat for several.")
    ] = None,
    stack: StackName = None,
) -> None:
    """Make an application token, and show it: nothing can show it again."""
    if application not in get_args(Application):
        raise Problem(f"{application} is no application: it is one of {', '.join(get_args(Application))}")
    if not allow:
        raise Problem("Say what the token may do: --allow line_items.create, or --allow 'orders.*'")
    choose(stack)
    print(applications.create(name, application, allow))
