"""What commands show: rows as a table for people, the same rows as JSON for programs."""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

AsJson = Annotated[bool, typer.Option("--json", help="JSON, for other programs.")]
Row = TypeVar("Row", bound="DataclassInstance")
_NOTHING = "–"
_AS_WIDE_AS_NEEDED = 100_000


def show(
    rows: Sequence[Row], *, as_json: bool, nothing: str, stands_out: Callable[[Row], bool] = lambda _: False
) -> None:
    """Show rows, which are dataclasses: their fields are the columns.

    Args:
        nothing: the sentence for a person, where there are none.
        stands_out: which rows are red.
    """
    if as_json:
        print(json.dumps([asdict(row) for row in rows], indent=2, ensure_ascii=False))
        return
    if not rows:
        print(nothing, file=sys.stderr)
        return
    table = Table(*(_title(field.name) for field in fields(rows[0])))
    for row in rows:
        table.add_row(*map(_cell, asdict(row).values()), style="red" if stands_out(row) else None)
    _console().print(table)


def show_one(row: Row, *, as_json: bool) -> None:
    """Show one record, a field a line."""
    if as_json:
        print(json.dumps(asdict(row), indent=2, ensure_ascii=False))
        return
    table = Table(show_header=False)
    for name, value in asdict(row).items():
        table.add_row(_title(name), _cell(value))
    _console().print(table)


def _console() -> Console:
    """Nothing is cut or wrapped for a terminal's width where there is no terminal."""
    return Console(width=None if sys.stdout.isatty() else _AS_WIDE_AS_NEEDED)


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _cell(value: Any) -> Text:
    """A value in words. What could steer a terminal is not shown as it is."""
    match value:
        case None | [] | "":
            text = _NOTHING
        case bool():
            text = "yes" if value else "no"
        case Mapping():
            text = ", ".join(f"{name}: {inner}" for name, inner in value.items()) or _NOTHING
        case list() | tuple():
            text = ", ".join(map(str, value))
        case _:
            text = str(value)
    return Text("".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text))
