"""Workbooks of Excel: the first sheet that has anything on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from plano_cli.importing.cells import Reader
from plano_cli.importing.columns import is_blank, to_columns
from plano_cli.importing.numbers import Evidence
from plano_cli.importing.options import Options
from plano_cli.importing.row import Row
from plano_cli.importing.source import Format, Kinds, Progress
from plano_cli.problems import Problem

_Cells = tuple[Any, ...]


class XlsxSource:
    """A workbook. Numbers and dates are what its cells hold, not how they are shown."""

    def __init__(self, path: Path, kinds: Kinds, options: Options) -> None:
        self._path = path
        self._kinds = kinds
        found = next(((line, cells) for line, cells, _ in self._cells() if not is_blank(cells)), None)
        if found is None:
            raise Problem(f"{path} is empty: the first row of its first sheet has to name the columns")
        self._first, names = found
        self._columns = to_columns(names, {name: kind.type for name, kind in kinds.items()}, options)
        self._reader = Reader(options.decimal or self._evidence().decide(), options.dates)

    @property
    def format(self) -> Format:
        """How it is written."""
        return Format("xlsx", header=self._columns.header, width=self._columns.width)

    @property
    def remark(self) -> str:
        """What was found out about it."""
        return "Read as an Excel workbook, its first sheet."

    @property
    def left_out(self) -> tuple[str, ...]:
        """The columns that are not imported."""
        return self._columns.ignored

    def rows(self, progress: Progress) -> Iterator[Row]:
        """Its rows."""
        number = 0
        progress.header = self._first
        for line, cells, formulas in self._cells():
            if line <= self._first:
                continue
            if is_blank(cells) and is_blank(formulas):
                progress.blank += 1
                continue
            number += 1
            yield self._row(number, line, cells, formulas)

    def _row(self, number: int, line: int, cells: _Cells, formulas: _Cells) -> Row:
        shown = [*cells, *[None] * (self._columns.width - len(cells))]
        for name, cell, formula in zip_longest(self._columns.header, cells, formulas):
            if cell is None and isinstance(formula, str) and formula.startswith("="):
                problem = f"{name}: is a formula whose result is not in the file: open it in Excel, and save it again"
                return Row(number, (line, line), {}, [*formulas], problem)
        return self._columns.to_row(number, (line, line), shown, self._kinds, self._reader)

    def _cells(self) -> Iterator[tuple[int, _Cells, _Cells]]:
        """Each row with what its cells hold, and with their formulas."""
        with self._sheet(values=True) as values, self._sheet(values=False) as formulas:
            both = zip_longest(values, formulas, fillvalue=())
            for line, (cells, written) in enumerate(both, 1):
                yield line, cells, written

    @contextmanager
    def _sheet(self, *, values: bool) -> Iterator[Iterator[_Cells]]:
        from openpyxl import load_workbook  # it takes long to load, and few files are workbooks
        from openpyxl.utils.exceptions import InvalidFileException

        try:
            book = load_workbook(self._path, read_only=True, data_only=values)
        except (InvalidFileException, BadZipFile, KeyError, ValueError, OSError) as error:
            raise Problem(f"{self._path} is no workbook that can be read: save it as .xlsx again") from error
        try:
            sheet: Any = book.worksheets[0]
            sheet.reset_dimensions()  # some programs write a wrong size into the file
            yield sheet.iter_rows(values_only=True)
        finally:
            book.close()

    def _evidence(self) -> Evidence:
        """Only texts tell something: numbers have no mark."""
        found = Evidence()
        for line, cells, _ in self._cells():
            for name, cell in zip(self._columns.meanings, cells, strict=False):
                kind = self._kinds.get(name or "")
                if line > self._first and isinstance(cell, str) and kind and kind.type in ("integer", "float"):
                    found.see(cell, f"line {line}")
        return found
