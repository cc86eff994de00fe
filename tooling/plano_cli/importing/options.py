"""What the person at the keyboard says about a file, where the file doesn't say it by itself."""

import codecs
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from plano_cli.problems import Problem


class DecimalMark(StrEnum):
    """What stands before the decimals of a number."""

    POINT = "point"
    COMMA = "comma"


class Dates(StrEnum):
    """How a date is written where it is not ISO 8601."""

    MONTH_FIRST = "MM/DD/YYYY"
    DAY_FIRST = "DD.MM.YYYY"


@dataclass(frozen=True, slots=True)
class Options:
    """How to read a file. What is None is found in the file."""

    encoding: str | None = None
    decimal: DecimalMark | None = None
    dates: Dates = Dates.MONTH_FIRST
    names: Mapping[str, str] = field(default_factory=dict)
    """The file's own column names, and the params that they mean."""
    ignore_unknown: bool = False
    new_rows: bool = False
    """Rows that were imported, and then changed in the file, are line items of their own."""

    def flags(self) -> list[str]:
        """The same as a person writes it, for another file of the same kind."""
        found = [part for column, param in self.names.items() for part in ("--map", f"{column}={param}")]
        if self.encoding:
            found += ["--encoding", self.encoding]
        if self.decimal:
            found += ["--decimal", self.decimal]
        if self.dates is not Dates.MONTH_FIRST:
            found += ["--dates", self.dates]
        return [*found, *(["--ignore-unknown"] if self.ignore_unknown else [])]

    def signature(self) -> str:
        """A text that is another one where the same file would be read in another way."""
        names = sorted(self.names.items())
        return repr((self.encoding, self.decimal and str(self.decimal), str(self.dates), names, self.ignore_unknown))


def to_names(pairs: Iterable[str]) -> dict[str, str]:
    """The params by the file's column names, from texts like `Preis=price`.

    Raises:
        Problem: a text is not like that.
    """
    found: dict[str, str] = {}
    for pair in pairs:
        column, sign, param = (part.strip() for part in pair.rpartition("="))
        if not sign or not column or not param:
            raise Problem(f"{pair!r} maps no column: write --map 'Preis=price'")
        if found.setdefault(column, param) != param:
            raise Problem(f"The column {column!r} is mapped twice, to {found[column]} and to {param}")
    return found


def read_names(path: Path) -> dict[str, str]:
    """The same from a file with one pair on each line.

    Raises:
        Problem: it can't be read.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(f"{path} can't be read: {error}") from error
    return to_names(line for line in lines if line.strip() and not line.startswith("#"))


def check_encoding(name: str | None) -> str | None:
    """The encoding's name as Python spells it.

    Raises:
        Problem: there is no such encoding.
    """
    if name is None:
        return None
    try:
        "".encode(name)  # refuses those of codecs' that are none of text, like base64
        return codecs.lookup(name).name
    except (LookupError, UnicodeError) as error:
        raise Problem(f"There is no encoding {name!r}. Try utf-8, utf-16, cp1252 or mac-roman") from error
