"""`plano clients`: client libraries from the declarations."""

from pathlib import Path
from typing import Annotated

import typer

from plano_cli.clients import python, typescript
from plano_cli.clients.document import document
from plano_cli.progress import busy
from plano_cli.version import version


def clients(
    folder: Annotated[Path, typer.Argument(help="Where to write them: a folder for each language in it.")],
) -> None:
    """Generate the client libraries for Python and TypeScript from what the code declares."""
    made, folder = document(), folder.resolve()
    for name, generate in (("Python", python.generate), ("TypeScript", typescript.generate)):
        with busy(f"Generating the client for {name}"):
            generate(made, folder / name.lower(), version())
    print(f"Wrote {folder / 'python'} and {folder / 'typescript'}: each has a README.md.")
