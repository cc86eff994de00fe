"""`plano template`: writing the routes' functions into template.yaml, and checking that they are written."""

import typer

from plano_cli.local.paths import PROJECT
from plano_cli.problems import Problem
from plano_cli.template import functions

app = typer.Typer(no_args_is_help=True, help="The routes' functions in template.yaml.")


@app.command()
def write() -> None:
    """Write the function of each route, with its permissions, by what the route declares."""
    functions.write(PROJECT)
    print("Wrote the routes' functions into template.yaml, and docs/permissions.md.")


@app.command()
def check() -> None:
    """Say whether they are what the routes declare. Exit code 1 where they are not."""
    if stale := functions.stale(PROJECT):
        raise Problem(f"Not what the routes declare: {', '.join(stale)}. `bin/plano template write` writes them anew")
    print("The routes' functions in template.yaml are what the routes declare.")
