"""Reading rows: from CSV or JSON lines, one at a time, however large the file is."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TextIO

from plano.params.json_text import NotJson, parse
from plano_cli.importing.cells import to_value
from plano_cli.problems import Problem

REASON, ROW = "rejected_because", "rejected_row"
"""What a file of rejected rows has besides; ignored when that file is imported."""
LONGEST_LINE = 1_000_000
_JSON_ENDINGS = {".jsonl", ".ndjson", ".json"}
_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number from 1, what it says of a line item, and what is wrong with it where it can't be read."""

    number: int
    values: Mapping[str, Any]
    cells: Mapping[str, Any] = field(default_factory=dict)
    """The row as it stands in the file, for the file of rejected rows."""
    problem: str | None = None


def is_json(path: Path) -> bool:
    """Whether a file holds JSON lines, by its name; CSV otherwise."""
    return path.suffix.lower() in _JSON_ENDINGS


def read_rows(path: Path, file: TextIO, known: Mapping[str, str]) -> Iterator[Row]:
    """The rows of an open file; `known` are the params with their types.

    Raises:
        Problem: the file as a whole is none that can be imported.
    """
    return _json_rows(file) if is_json(path) else _csv_rows(path, file, known)


def _json_rows(file: TextIO) -> Iterator[Row]:
    number = 0
    while line := file.readline(LONGEST_LINE):
        if not line.strip():
            continue
        number += 1
        yield _json_row(number, line)


def _json_row(number: int, line: str) -> Row:
    try:
        parsed = parse(line.encode("utf-8", "surrogateescape"))
    except NotJson:
        return Row(number, {}, {"line": line.rstrip("\r\n")[:1000]}, "is no JSON object: is the line cut off?")
    if not isinstance(parsed.value, dict):
        return Row(number, {}, {"line": line.strip()[:1000]}, "is no JSON object")
    values = {name: value for name, value in parsed.value.items() if name not in (REASON, ROW)}
    if parsed.duplicates:
        return Row(number, {}, values, f"has {', '.join(parsed.duplicates)} more than once")
    return Row(number, values, values)


def _csv_rows(path: Path, file: TextIO, known: Mapping[str, str]) -> Iterator[Row]:
    header = file.readline(LONGEST_LINE)
    delimiter = max(_DELIMITERS, key=header.count)
    names = [name.strip() for name in next(csv.reader([header], delimiter=delimiter), [])]
    _check_names(path, names, known)
    csv.field_size_limit(LONGEST_LINE)
    reader = csv.reader(file, delimiter=delimiter, strict=True)
    number = 0
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            # What follows an open quote is part of it, so that there is no telling where the next row begins.
            yield Row(number + 1, {}, {}, f"can't be read, nor can what follows it: {error}")
            return
        if cells is None:
            return
        if cells:
            number += 1
            yield _csv_row(number, names, cells, known)


def _csv_row(number: int, names: Sequence[str], cells: Sequence[str], known: Mapping[str, str]) -> Row:
    shown = dict(zip(names, cells, strict=False))
    if len(cells) != len(names):
        cut = " Is the line cut off?" if len(cells) < len(names) else ""
        return Row(number, {}, shown, f"has {len(cells)} fields where there are {len(names)} columns.{cut}")
    values = {name: to_value(text, known[name]) for name, text in shown.items() if name in known and text != ""}
    return Row(number, values, shown)


def _check_names(path: Path, names: Sequence[str], known: Mapping[str, str]) -> None:
    if not any(names):
        raise Problem(f"{path} is empty: its first line has to name the columns")
    unknown = [name for name in names if name not in known and name not in (REASON, ROW)]
    if unknown:
        near = get_close_matches(unknown[0], known, n=1)
        meant = f" Did you mean {near[0]}?" if near else ""
        raise Problem(
            f"{path} has columns that are no params of line_items.create: {', '.join(map(repr, unknown))}.{meant}"
        )
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise Problem(f"{path} has columns more than once: {', '.join(repeated)}")
