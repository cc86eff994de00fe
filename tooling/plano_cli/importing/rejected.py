"""The file of rejected rows: as they were, each with its reason, so that they can be mended and imported from there."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import simplejson

from plano_cli.importing.rows import REASON, ROW, Row, is_json


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not imported, and why."""

    row: Row
    key: str
    reason: str


def rejected_path(path: Path) -> Path:
    """Where the rejected rows of a file are."""
    return path.with_name(f"{path.stem}.rejected{path.suffix}")


class RejectedFile:
    """The file, from where an import was left."""

    def __init__(self, path: Path, columns: Sequence[str], size: int) -> None:
        self._is_json = is_json(path)
        self._columns = [ROW, REASON, *(name for name in columns if name not in (ROW, REASON))]
        self._path = rejected_path(path)
        if size == 0:
            self._path.unlink(missing_ok=True)
        else:
            with self._path.open("r+b") as file:
                file.truncate(size)  # what was written after the last group that counts is written again

    def add(self, rejected: Sequence[Rejected]) -> int:
        """Add rows, and answer the file's size."""
        if not rejected:
            return self._path.stat().st_size if self._path.exists() else 0
        is_new = not self._path.exists()
        text = self._json(rejected) if self._is_json else self._csv(rejected, header=is_new)
        with self._path.open("ab") as file:
            file.write(text.encode("utf-8", "surrogateescape"))
            return file.tell()

    def _json(self, rejected: Sequence[Rejected]) -> str:
        lines = [
            _line({ROW: one.row.number, REASON: one.reason, **one.row.cells, **({"key": one.key} if one.key else {})})
            for one in rejected
        ]
        return "".join(f"{line}\n" for line in lines)

    def _csv(self, rejected: Sequence[Rejected], *, header: bool) -> str:
        text = io.StringIO()
        writer = csv.DictWriter(text, self._columns, extrasaction="ignore", lineterminator="\n")
        if header:
            writer.writeheader()
        for one in rejected:
            writer.writerow({**one.row.cells, "key": one.key, ROW: one.row.number, REASON: one.reason})
        return text.getvalue()


def _line(values: dict[str, Any]) -> str:
    # All in ASCII: what is no valid Unicode could not be written otherwise.
    return simplejson.dumps(values, use_decimal=True)
