"""Files of text with a header and a row on each line, as spreadsheets and databases export them."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TextIO

from plano_cli.importing.cells import Reader
from plano_cli.importing.columns import Columns, best_delimiter, is_blank, to_columns
from plano_cli.importing.encodings import Encoding, detect
from plano_cli.importing.lines import Line, Record, Records, lines_of
from plano_cli.importing.numbers import Evidence
from plano_cli.importing.options import Options
from plano_cli.importing.row import Row
from plano_cli.importing.source import Format, Kinds, Progress, position
from plano_cli.problems import Problem

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}


class CsvSource:
    """A file of comma-separated values, or of another delimiter."""

    def __init__(self, path: Path, kinds: Kinds, options: Options) -> None:
        self._path = path
        self._kinds = kinds
        self._encoding = Encoding(options.encoding) if options.encoding else detect(path)
        with self._open() as file:
            self._format, self._columns, self._first = self._header(lines_of(file), options)
        self._reader = Reader(options.decimal or self._evidence().decide(), options.dates)

    @property
    def format(self) -> Format:
        """How it is written."""
        return self._format

    @property
    def remark(self) -> str:
        """What was found out about it."""
        doubt = "" if self._encoding.is_sure else " (most likely; if letters are wrong, say --encoding)"
        delimiter = _DELIMITERS[self._format.delimiter]
        return f"Read as {self._encoding.label}{doubt}, {delimiter}, decimal {self._reader.decimal}."

    @property
    def left_out(self) -> tuple[str, ...]:
        """The columns that are not imported."""
        return self._columns.ignored

    def rows(self, progress: Progress) -> Iterator[Row]:
        """Its rows."""
        number = 0
        progress.header = self._first - 1
        for record in self._records(progress):
            if not record.problem and is_blank(record.cells):
                progress.blank += record.lines[1] - record.lines[0] + 1
                continue
            number += 1
            yield self._row(number, record)

    def _row(self, number: int, record: Record) -> Row:
        problem = record.problem
        if any("\0" in cell for cell in record.cells):
            problem = "has NUL characters in it: the file is damaged there, or in another encoding"
        elif any(map(self._encoding.is_damaged, record.cells)):
            problem = f"has bytes in it that are no {self._encoding.label}: write the text again, or say --encoding"
        if problem:
            return Row(number, record.lines, {}, record.cells, problem)
        return self._columns.to_row(number, record.lines, record.cells, self._kinds, self._reader)

    def _records(self, progress: Progress) -> Iterator[Record]:
        with self._open() as file:
            lines = islice(lines_of(file), self._first - 1, None)
            for record in Records(lines, self._format.delimiter).read(self._columns.fits):
                progress.done = position(file)
                yield record

    @contextmanager
    def _open(self) -> Iterator[TextIO]:
        name, errors = self._encoding.name, self._encoding.errors
        try:
            with self._path.open(encoding=name, errors=errors, newline="") as file:
                yield file
        except UnicodeError as error:
            raise Problem(f"{self._path} can't be read as {self._encoding.label}: say another --encoding") from error

    def _header(self, lines: Iterator[Line], options: Options) -> tuple[Format, Columns, int]:
        """How the file is written, its columns, and on which line its rows begin."""
        first = next((line for line in lines if line.text.strip()), None)
        if first is None:
            raise Problem(f"{self._path} is empty: its first line has to name the columns")
        sep = _sep(first.text)
        if sep:
            first = next((line for line in lines if line.text.strip()), Line(0, ""))
        known = {name: kind.type for name, kind in self._kinds.items()}
        delimiter = sep or best_delimiter(first.text, _split, known, options)
        record = next(Records(_chain(first, lines), delimiter).read(lambda _: True))
        if record.problem:
            raise Problem(f"The header of {self._path} {record.problem}")
        if any("\0" in cell for cell in record.cells):
            raise Problem(f"{self._path} is no text: its first line has NUL characters in it. Export it again")
        columns = to_columns(record.cells, known, options)
        end = "\r\n" if first.text.endswith("\r\n") else "\r" if first.text.endswith("\r") else "\n"
        name, errors = self._encoding.name, self._encoding.errors
        written = Format("csv", name, errors, delimiter, bool(sep), end, columns.header, columns.width)
        return written, columns, record.lines[1] + 1

    def _evidence(self) -> Evidence:
        found = Evidence()
        numeric = {name for name, kind in self._kinds.items() if kind.type in ("integer", "float")}
        positions = [at for at, name in enumerate(self._columns.meanings) if name in numeric]
        for record in self._records(Progress()):
            if record.problem or not self._columns.fits(record.cells):
                continue
            for at in positions:
                found.see(record.cells[at], f"line {record.lines[0]}")
        return found


def _chain(first: Line, rest: Iterator[Line]) -> Iterator[Line]:
    yield first
    yield from rest


def _sep(text: str) -> str | None:
    """Excel's own first line: `sep=;`."""
    trimmed = text.strip("\r\n\"' ")
    sign = trimmed[4:] if trimmed.lower().startswith("sep=") else ""
    return sign if sign in _DELIMITERS else None


def _split(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])
