"""`plano collection`: the API as a Postman collection, which newman runs too."""

from pathlib import Path
from typing import Annotated

import typer

from plano.registry import records
from plano_cli.registry import of_code
from plano_cli.target import StackName, choose


def collection(
    output: Annotated[Path | None, typer.Option(help="Write it to this file instead of showing it.")] = None,
    server: Annotated[str, typer.Option(help="Where the API is (https://…/production).")] = "",
    deployed: Annotated[
        bool, typer.Option("--deployed", help="Write what is deployed, not what the code has.")
    ] = False,
    stack: StackName = None,
) -> None:
    """Write the API as a Postman collection: every route, after what makes what it needs."""
    # The portal's code needs its libraries: a moment that every other command would wait for, too.
    from documentation.collection import collection as collection_of
    from documentation.rendering import pretty

    if deployed:
        address, found = choose(stack).api_url, records.deployed()
    else:
        address, found = "", of_code()
    text = pretty(collection_of(found, server or address, {})) + "\n"
    if output is None:
        typer.echo(text, nl=False)
    else:
        output.write_text(text)
