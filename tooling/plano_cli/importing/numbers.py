"""Numbers as offices write them. The decimal mark is found in the whole file, or said; never guessed row by row."""

import re
from dataclasses import dataclass
from decimal import Decimal

from plano_cli.importing.options import DecimalMark
from plano_cli.problems import Problem

_LONGEST = 400
_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009'’")
_PLAIN = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?([eE][+-]?[0-9]{1,4})?", re.ASCII)
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:(?P<mark>[.,])[0-9]{3})(?:(?P=mark)[0-9]{3})*(?:(?P<decimal>[.,])[0-9]+)?")
_SPACED = re.compile(r"[+-]?[0-9]{1,3}(?:[ \u00a0\u202f\u2009'’][0-9]{3})+([.,][0-9]+)?", re.ASCII)
_LEADING_ZERO = re.compile(r"[+-]?0[0-9]")
_MARKS = {DecimalMark.POINT: ".", DecimalMark.COMMA: ","}


@dataclass(slots=True)
class Evidence:
    """What the numbers of a file say about its decimal mark: where each was seen first."""

    point: str | None = None
    comma: str | None = None
    unclear: str | None = None

    def see(self, text: str, where: str) -> None:
        """Take a number of the file into account."""
        if text.isdigit():
            return
        mark = mark_of(text.strip())
        said = f"{text.strip()} in {where}"
        if mark is DecimalMark.POINT:
            self.point = self.point or said
        elif mark is DecimalMark.COMMA:
            self.comma = self.comma or said
        elif mark == "unclear":
            self.unclear = self.unclear or said

    def decide(self) -> DecimalMark:
        """The file's decimal mark.

        Raises:
            Problem: the file contradicts itself, or doesn't say.
        """
        if self.point and self.comma:
            raise Problem(
                f"The file has numbers with a decimal point ({self.point}) and with a decimal comma ({self.comma})."
                " Say which is meant with --decimal point or --decimal comma: rows with the other are then rejected"
            )
        if self.unclear and not self.point and not self.comma:
            raise Problem(
                f"The file doesn't say whether {self.unclear} has thousands or decimals. Say it with --decimal point"
                " or --decimal comma"
            )
        return DecimalMark.COMMA if self.comma else DecimalMark.POINT


def mark_of(text: str) -> DecimalMark | str | None:
    """The decimal mark that this number has for sure; "unclear" where it has one that may be for thousands."""
    if len(text) > _LONGEST:
        return None
    if _SPACED.fullmatch(text):
        text = text.translate(_SPACES)
        return _by_sign(text[max(text.find("."), text.find(","))]) if "." in text or "," in text else None
    grouped = _GROUPED.fullmatch(text)
    if grouped and not _LEADING_ZERO.match(text) and not text.lstrip("+-").startswith("0"):
        mark, decimal = grouped["mark"], grouped["decimal"]
        if decimal:
            return _by_sign(decimal) if decimal != mark else None
        return "unclear" if text.count(mark) == 1 else _by_sign("," if mark == "." else ".")
    if _PLAIN.fullmatch(text) and ("." in text or "," in text):
        return _by_sign("," if "," in text else ".")
    return None


def to_number(text: str, mark: DecimalMark) -> Decimal | None:
    """The number that the text means with this decimal mark; None where it means none."""
    text = text.strip()
    if not text or len(text) > _LONGEST or _LEADING_ZERO.match(text):
        return None
    sign = _MARKS[mark]
    other = "," if sign == "." else "."
    if _SPACED.fullmatch(text):
        text = text.translate(_SPACES)
    grouped = _GROUPED.fullmatch(text)
    if grouped and grouped["mark"] == other and grouped["decimal"] in (None, sign):
        text = text.replace(other, "")
    if other in text or not _PLAIN.fullmatch(text):
        return None
    return Decimal(text.replace(",", "."))


def _by_sign(sign: str) -> DecimalMark:
    return DecimalMark.COMMA if sign == "," else DecimalMark.POINT
