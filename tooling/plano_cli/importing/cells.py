"""From a cell to the JSON value that it means; what it can't mean stays text, which the API refuses."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from plano_cli.importing.numbers import to_number
from plano_cli.importing.options import Dates, DecimalMark

_BOOLEANS = dict.fromkeys(("true", "1", "yes", "wahr", "ja", "x"), True) | dict.fromkeys(
    ("false", "0", "no", "falsch", "nein"), False
)
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,? (\d{1,2}):(\d{2})(?::(\d{2}))?)?", re.ASCII)
_MONTH_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_LARGEST = 2**53
_FILEMAKER_RETURN = "\x0b"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a param has to be, as the registry names it."""

    type: str
    format: str | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads cells, with what the whole file says."""

    decimal: DecimalMark
    dates: Dates

    def value(self, cell: Any, kind: Kind) -> Any:
        """The value of a cell: of text, or of what a spreadsheet holds."""
        if isinstance(cell, str):
            return self._of_text(cell, kind)
        if isinstance(cell, datetime | date | time):
            return _iso(cell)
        if kind.type == "string":
            return as_text(cell)
        if kind.type == "boolean" and cell in (0, 1):
            return bool(cell)
        if isinstance(cell, float):
            cell = as_decimal(cell)
        return _whole(cell) if kind.type == "integer" and isinstance(cell, Decimal) else cell

    def _of_text(self, text: str, kind: Kind) -> Any:
        if kind.type in {"integer", "float"}:
            number = to_number(text, self.decimal)
            if number is None:
                return text
            return _whole(number) if kind.type == "integer" else number
        if kind.type == "boolean":
            return _BOOLEANS.get(text.strip().lower(), text)
        if kind.format == "date-time":
            return self._moment(text)
        return text.replace(_FILEMAKER_RETURN, "\n")

    def _moment(self, text: str) -> str:
        trimmed = text.strip()
        if self.dates is Dates.DAY_FIRST and (match := _DAY_FIRST.fullmatch(trimmed)):
            day, month, year, hour, minute, second = (int(part or 0) for part in match.groups())
            return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"
        if match := _MONTH_FIRST.fullmatch(trimmed):
            month, day, year = (int(part) for part in match.groups())
            return f"{year:04}-{month:02}-{day:02}T00:00:00Z"
        return trimmed


def as_decimal(number: float) -> Decimal:
    """A spreadsheet's number, as it shows it: of 15 digits, as many as it is exact to."""
    return Decimal(f"{number:.15g}")


def as_text(cell: Any) -> str:
    """What stands in a spreadsheet's cell, as text."""
    if isinstance(cell, float):
        number = as_decimal(cell)
        return str(int(number)) if number == number.to_integral_value() and abs(number) < _LARGEST else str(number)
    return ("TRUE" if cell else "FALSE") if isinstance(cell, bool) else str(cell)


def is_day_first(text: str) -> bool:
    """Whether this is a date that --dates has to be said for."""
    return _DAY_FIRST.fullmatch(text.strip()) is not None


def _iso(moment: datetime | date | time) -> str:
    if isinstance(moment, date) and not isinstance(moment, datetime):
        moment = datetime.combine(moment, time.min)
    return f"{moment.isoformat(timespec='seconds')}Z" if isinstance(moment, datetime) else moment.isoformat()


def _whole(number: Decimal) -> Any:
    if abs(number) < _LARGEST and number == number.to_integral_value():
        return int(number)
    return number
