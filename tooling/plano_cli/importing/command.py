"""The command `plano import line_items`."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from plano_cli.importing.api import Stopped
from plano_cli.importing.journal import Summary
from plano_cli.importing.options import Dates, DecimalMark, Options, check_encoding, read_names, to_names
from plano_cli.importing.report import say_forecast, say_summary
from plano_cli.importing.run import run_import
from plano_cli.problems import Problem
from plano_cli.target import StackName, api

app = typer.Typer(no_args_is_help=True, help="Records from files, in bulk, each once.")
VARIABLE = "PLANO_TOKEN"
STOPPED, INTERRUPTED = 3, 130
_ROWS_A_LINE = 10_000


@app.callback()
def _group() -> None:
    """Records from files, in bulk, each once."""


@app.command("line_items")
def line_items(
    file: Annotated[Path, typer.Argument(help="CSV (.csv, .txt, .tab), Excel (.xlsx) or JSON lines (.jsonl).")],
    *,
    url: Annotated[
        str | None,
        typer.Option(help="Where the API is, if it has another address than the stack's output ApiUrl."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen to each row, and write nothing.")
    ] = False,
    encoding: Annotated[str | None, typer.Option(help="utf-8, utf-16, cp1252, mac-roman …; found if left out.")] = None,
    decimal: Annotated[
        DecimalMark | None, typer.Option(help="What stands before decimals; found in the whole file if left out.")
    ] = None,
    dates: Annotated[Dates, typer.Option(help="How dates are written that are not ISO 8601.")] = Dates.MONTH_FIRST,
    map: Annotated[
        list[str] | None, typer.Option("--map", help="A column and its param, like 'Preis=price'. Can be repeated.")
    ] = None,
    map_file: Annotated[Path | None, typer.Option(help="A file with one such pair on each line.")] = None,
    ignore_unknown: Annotated[
        bool, typer.Option("--ignore-unknown", help="Leave out columns that are no params.")
    ] = False,
    new_rows: Annotated[
        bool, typer.Option("--new-rows", help="Rows changed since they were imported are new line items.")
    ] = False,
    stack: StackName = None,
) -> None:
    """Import line items: the columns are the params of line_items.create, or mapped to them.

    Killed anywhere and started again, it goes on where it was, and imports nothing twice. Rejected rows are written
    beside the file, each with its reason. Exit codes: 0 all is there, 1 rows were rejected or nothing could be done,
    3 stopped in the middle. The token comes from the variable PLANO_TOKEN.
    """
    names = {**(read_names(map_file) if map_file else {}), **to_names(map or [])}
    options = Options(check_encoding(encoding), decimal, dates, names, ignore_unknown, new_rows)
    api_url, token = _target(url, stack)
    if dry_run:
        raise typer.Exit(bool(say_forecast(file, api_url, token, options)))
    try:
        summary = _run(file, api_url, token, options)
    except Stopped as stopped:
        print(f"plano: {stopped}", file=sys.stderr)
        raise typer.Exit(STOPPED) from stopped
    except KeyboardInterrupt:
        print("\nStopped. What is imported stays; start again, and it goes on there.", file=sys.stderr)
        raise typer.Exit(INTERRUPTED) from None
    say_summary(file, summary, [*options.flags(), *_to(url, stack)])
    raise typer.Exit(bool(summary.rejected))


def _run(file: Path, api_url: str, token: str, options: Options) -> Summary:
    size = max(1, file.stat().st_size) if file.is_file() else 1
    console = Console(stderr=True)
    with _progress(console) as progress:
        task = progress.add_task("Importing", total=size, rows=0, rejected=0)
        shown = 0

        def show(summary: Summary, done: int) -> None:
            nonlocal shown
            progress.update(task, completed=done, rows=summary.rows, rejected=summary.rejected)
            if not console.is_terminal and summary.rows // _ROWS_A_LINE > shown:
                shown = summary.rows // _ROWS_A_LINE
                console.print(f"{summary.rows} rows …")

        return run_import(file, api_url, token, show, options, say=progress.console.print)


def _target(url: str | None, stack: str | None) -> tuple[str, str]:
    found, token = (url.rstrip("/"), None) if url is not None else api(stack)
    token = os.environ.get(VARIABLE) or token
    if not token:
        raise Problem(f"Put the token of an application, or of an employee's session, into {VARIABLE}")
    return found, token


def _to(url: str | None, stack: str | None) -> list[str]:
    """What names the same API on another command line."""
    if url is not None:
        return ["--url", url]
    return ["--stack", stack] if stack is not None else []


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
