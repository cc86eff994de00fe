"""A file of any kind, and its rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Literal, Protocol, TextIO

from plano_cli.importing.cells import Kind
from plano_cli.importing.row import Row

Kinds = Mapping[str, Kind]


@dataclass(frozen=True, slots=True)
class Format:
    """How a file is written, so that its rejected rows can be written the same way."""

    kind: Literal["csv", "json", "xlsx"]
    encoding: str = "utf-8"
    errors: str = "strict"
    delimiter: str = ","
    has_sep: bool = False
    line_end: str = "\n"
    header: tuple[str, ...] = ()
    width: int = 0


@dataclass(slots=True)
class Progress:
    """How far a file is read: its bytes, its lines without anything on them, and those before its first row."""

    done: int = 0
    blank: int = 0
    header: int = 0


class Source(Protocol):
    """A file that can be read from its start as often as needed."""

    @property
    def format(self) -> Format:
        """How it is written."""

    @property
    def remark(self) -> str:
        """What was found out about it, in a sentence."""

    @property
    def left_out(self) -> tuple[str, ...]:
        """The columns that are not imported."""

    def rows(self, progress: Progress) -> Iterator[Row]:
        """Its rows, one at a time."""


def position(file: TextIO) -> int:
    """How many bytes of an open file were read."""
    return file.buffer.tell() if isinstance(file, TextIOWrapper) else 0


def kind_of(path: Path) -> Literal["csv", "json", "xlsx"]:
    """The kind of a file, by its name."""
    suffix = path.suffix.lower()
    if suffix in {".jsonl", ".ndjson", ".json"}:
        return "json"
    return "xlsx" if suffix in {".xlsx", ".xlsm"} else "csv"
