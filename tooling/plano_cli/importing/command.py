"""The command `plano import line_items`."""

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from plano_cli.importing.journal import Journal, journal_path
from plano_cli.importing.rejected import rejected_path
from plano_cli.importing.run import run_import
from plano_cli.problems import Problem
from plano_cli.target import local_api

app = typer.Typer(no_args_is_help=True, help="Records from files, in bulk, each once.")
VARIABLE = "PLANO_TOKEN"
_ROWS_A_LINE = 10_000


@app.callback()
def _group() -> None:
    """Records from files, in bulk, each once."""


@app.command("line_items")
def line_items(
    file: Annotated[Path, typer.Argument(help="CSV (commas, semicolons or tabs), or JSON lines (.jsonl).")],
    url: Annotated[
        str | None,
        typer.Option(help="Where the API is (the stack's output ApiUrl); the local one if left out."),
    ] = None,
) -> None:
    """Import line items: the columns are the params of line_items.create.

    Killed anywhere and started again, it goes on where it was, and imports nothing twice. Rejected rows are written
    beside the file, each with its reason; then the exit code is 1. The token comes from the variable PLANO_TOKEN.
    """
    api_url, token = _target(url)
    size = max(1, file.stat().st_size) if file.is_file() else 1
    console = Console(stderr=True)
    with _progress(console) as progress:
        task = progress.add_task("Importing", total=size, rows=0, rejected=0)

        def show(journal: Journal, done: int) -> None:
            rows = journal.imported + journal.rejected
            progress.update(task, completed=done, rows=rows, rejected=journal.rejected)
            if not console.is_terminal and rows % _ROWS_A_LINE == 0:
                console.print(f"{rows} rows …")

        journal = run_import(file, api_url, token, show)
    print(f"Imported {journal.imported} line items. Rejected {journal.rejected} rows.")
    if journal.rejected:
        print(f"They are in {rejected_path(file)}, with the reasons: mend them there, and import that file.")
    print(f"({journal_path(file).name} remembers that this is done.)")
    raise typer.Exit(bool(journal.rejected))


def _target(url: str | None) -> tuple[str, str]:
    token = os.environ.get(VARIABLE)
    if url is None:
        api_url, demo_token = local_api()
        return api_url, token or demo_token
    if not token:
        raise Problem(f"Put the token of an application, or of an employee's session, into {VARIABLE}")
    return url.rstrip("/"), token


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %  {task.fields[rows]} rows, {task.fields[rejected]} rejected"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console,
        disable=not console.is_terminal,
    )
