"""What the terminal says in the end: numbers that add up, and what to do next."""

import shlex
from collections.abc import Sequence
from pathlib import Path

from plano_cli.importing.dry_run import Forecast, dry_run
from plano_cli.importing.journal import IMPORTED, REJECTED, THERE, Summary, journal_path
from plano_cli.importing.options import Options
from plano_cli.importing.rejected import rejected_path


def say_summary(file: Path, summary: Summary, flags: Sequence[str]) -> None:
    """Say what became of the rows."""
    if summary.done_at and summary.rejected:
        print(
            f"This file was sent before, on {summary.done_at}: all but the rejected rows are there. Nothing was sent."
        )
    elif summary.done_at:
        print(f"All of it was imported before, on {summary.done_at}. Nothing was sent.")
    elif summary.rows and summary.there == summary.rows:
        print("All of it was there already. Nothing was added.")
    blank = f" Blank lines: {summary.blank}." if summary.blank else ""
    # Of a file that was sent before, nothing is new.
    imported, there = (0, summary.imported + summary.there) if summary.done_at else (summary.imported, summary.there)
    print(f"{summary.rows} rows: imported {imported}, there already {there}, rejected {summary.rejected}.{blank}")
    if summary.rejected:
        again = shlex.join(["bin/plano", "import", "line_items", str(rejected_path(file)), *flags])
        print(
            f"The rejected rows are in {rejected_path(file)}, with the reasons. Mend them there, and import that file:"
        )
        print(f"  {again}")
    print(f"({journal_path(file).name} remembers this import. Without it, the whole file is sent again.)")


def say_forecast(file: Path, url: str, token: str, options: Options) -> int:
    """Say what would become of the rows, and answer how many would be rejected."""
    forecast = dry_run(file, url, token, print, options)
    print(forecast.remark)
    _say_left_out(forecast)
    for order, sums in forecast.sums.items():
        amounts = ", ".join(f"{name} {amount:f}" for name, amount in sorted(sums.items())) or "no prices"
        print(f"{order}: {forecast.rows_of[order]} rows would be imported, {amounts}")
    counts = forecast.counts
    print(
        f"{counts.total()} rows: would be imported {counts[IMPORTED]}, there already {counts[THERE]},"
        f" would be rejected {counts[REJECTED]}. Nothing was written. Services and sources were not looked up."
    )
    return counts[REJECTED]


def _say_left_out(forecast: Forecast) -> None:
    if forecast.left_out:
        print(f"Left out, as asked: {', '.join(map(repr, forecast.left_out))}.")
    if forecast.not_looked_up:
        print(f"What is there already could not be looked up: {forecast.not_looked_up}")
