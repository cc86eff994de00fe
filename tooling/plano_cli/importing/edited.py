"""Rows that were imported, and then changed in the file: both as they were and as they are would be line items."""

from collections.abc import Sized
from pathlib import Path

from plano_cli.importing.journal import Journal
from plano_cli.importing.options import Options
from plano_cli.importing.rejected import digest_of, rejected_path
from plano_cli.importing.row import Keys
from plano_cli.importing.source import Progress, Source
from plano_cli.problems import Problem

_SHOWN = 5


def check_edited(source: Source, journal: Journal, options: Options) -> None:
    """Make sure that no row without a key was changed after it was imported.

    Raises:
        Problem: it looks so.
    """
    earlier = journal.earlier()
    if not earlier or options.new_rows:
        return
    gone = {key: number for key, (number, is_imported) in earlier.items() if is_imported}
    imported = len(gone)
    new: list[int] = []
    keys = Keys()
    for row in map(keys.give, source.rows(Progress())):
        if not row.is_key_made_up:
            continue
        gone.pop(row.key, None)
        if row.key not in earlier and not row.problem:
            new.append(row.number)
    if new and 0 < len(gone) < imported:
        raise Problem(
            f"{_rows(sorted(gone.values()))} of the file as it was imported before {_is(gone)} not in it any more, and"
            f" {_rows(new).lower()} {_is(new)} new. A row without a key that was imported and then changed would be a"
            " second line item. Nothing was sent. Change the line item itself (line_items.update), and put the row back"
            " as it was; or, where the new rows are line items of their own, say --new-rows"
        )


def check_rejected(path: Path, journal: Journal) -> None:
    """Make sure that nobody's work on the rejected rows is overwritten, or imported from both files.

    Raises:
        Problem: it would be.
    """
    found = digest_of(rejected_path(path))
    if found is not None and found != journal.get("rejects"):
        name = rejected_path(path).name
        raise Problem(
            f"{name} stands beside the file, and was changed since it was written. Import {name}, if you mended the"
            f" rows there. To import {path.name} all the same, move {name} to another folder first"
        )


def _rows(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:_SHOWN]))
    more = f" and {len(numbers) - _SHOWN} more" if len(numbers) > _SHOWN else ""
    return f"Row {shown}" if len(numbers) == 1 else f"Rows {shown}{more}"


def _is(things: Sized) -> str:
    return "is" if len(things) == 1 else "are"
