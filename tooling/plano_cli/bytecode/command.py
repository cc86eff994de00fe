"""`plano bytecode`: the step between `sam build` and `sam deploy`."""

from pathlib import Path
from typing import Annotated

import typer

from plano_cli.bytecode.built import add_bytecode, target
from plano_cli.local.paths import PROJECT


def bytecode(
    build: Annotated[Path, typer.Argument(help="The folder that `sam build` wrote.")] = PROJECT / ".aws-sam" / "build",
) -> None:
    """Compile what `sam build` wrote, so that the functions start quicker: after `sam build`, before `sam deploy`."""
    typer.echo(add_bytecode(build) or f"Compiled {build} for {target(build)}.")
