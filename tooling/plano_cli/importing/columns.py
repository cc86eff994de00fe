"""What the columns of a file mean."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from plano_cli.importing.cells import Kind, Reader, is_day_first
from plano_cli.importing.options import Dates, Options
from plano_cli.importing.row import KEY, MARKS, Row
from plano_cli.problems import Problem


@dataclass(frozen=True, slots=True)
class Columns:
    """The header of a file: for each position the param, or none."""

    header: tuple[str, ...]
    meanings: tuple[str | None, ...]
    ignored: tuple[str, ...]
    width: int
    """How many columns there are without the empty ones at the end."""

    def fits(self, cells: Sequence[Any]) -> bool:
        """Whether a row has as many cells as there are columns."""
        return len(cells) >= self.width and not any(map(_is_filled, cells[len(self.header) :]))

    def to_row(
        self, number: int, lines: tuple[int, int], cells: Sequence[Any], kinds: Mapping[str, Kind], reader: Reader
    ) -> Row:
        """What the cells say."""
        if not self.fits(cells):
            cut = " Is the line cut off?" if len(cells) < self.width else " Does a text need quotes?"
            return Row(number, lines, {}, cells, f"has {len(cells)} fields where there are {self.width} columns.{cut}")
        values: dict[str, Any] = {}
        earlier = None
        for position, (meaning, cell) in enumerate(zip(self.meanings, cells, strict=False)):
            if not _is_filled(cell):
                continue
            if meaning is None:
                if not self.header[position]:
                    return Row(number, lines, {}, cells, f"has a value in column {position + 1}, which has no name")
            elif meaning == KEY:
                earlier = str(cell)
            elif meaning in kinds:
                values[meaning] = reader.value(cell, kinds[meaning])
        return Row(number, lines, values, cells, self._problem(values, kinds, reader), earlier_key=earlier)

    def _problem(self, values: Mapping[str, Any], kinds: Mapping[str, Kind], reader: Reader) -> str | None:
        if reader.dates is Dates.DAY_FIRST:
            return None
        for name, value in values.items():
            if kinds[name].format == "date-time" and isinstance(value, str) and is_day_first(value):
                return f"{name}: {value} begins with the day: say --dates DD.MM.YYYY"
        return None


def _is_filled(cell: Any) -> bool:
    return cell is not None and cell != "" and not (isinstance(cell, str) and cell.isspace())


def is_blank(cells: Sequence[Any]) -> bool:
    """Whether nothing stands in any of the cells."""
    return not any(map(_is_filled, cells))


def to_columns(names: Sequence[Any], known: Mapping[str, Any], options: Options) -> Columns:
    """The columns by the file's first row.

    Raises:
        Problem: they are none that can be imported.
    """
    header = tuple("" if name is None else str(name).strip() for name in names)
    if not any(header):
        raise Problem("The file has no header: its first line has to name the columns")
    width = max(position for position, name in enumerate(header, 1) if name)
    _check_mapping(header, known, options.names)
    named = [options.names.get(name, name) for name in header]
    meanings = tuple(name if name in known or name in MARKS else None for name in named)
    unknown = tuple(dict.fromkeys(header[at] for at, name in enumerate(meanings) if name is None and header[at]))
    if unknown and not options.ignore_unknown:
        raise Problem(_unknown(unknown, known))
    repeated = sorted({name for name in meanings if name is not None and meanings.count(name) > 1})
    if repeated:
        raise Problem(f"The file has columns more than once: {', '.join(repeated)}")
    if not any(name in known for name in meanings):
        raise Problem(f"None of the file's columns is a param of line_items.create: {', '.join(map(repr, unknown))}")
    return Columns(header, meanings, unknown, width)


def best_delimiter(
    line: str, parse: Callable[[str, str], list[str]], known: Mapping[str, Any], options: Options
) -> str:
    """The delimiter that makes the most columns out of a header, of those with names that mean something first."""

    def score(delimiter: str) -> tuple[int, int]:
        names = [name.strip() for name in parse(line, delimiter)]
        return sum(options.names.get(name, name) in known or name in MARKS for name in names), len(names)

    return max(",;\t|", key=score)


def _check_mapping(header: Sequence[str], known: Mapping[str, Any], names: Mapping[str, str]) -> None:
    for column, param in names.items():
        if param not in known:
            near = get_close_matches(param, known, n=1)
            raise Problem(f"--map {column}={param}: there is no param {param!r}.{_meant(near)}")
        if column not in header:
            near = get_close_matches(column, header, n=1)
            raise Problem(f"--map {column}={param}: the file has no column {column!r}.{_meant(near)}")


def _unknown(unknown: Sequence[str], known: Mapping[str, Any]) -> str:
    near = get_close_matches(unknown[0].lower(), known, n=1)
    return (
        f"The file has columns that are no params of line_items.create: {', '.join(map(repr, unknown))}.{_meant(near)}"
        " Say what they mean with --map 'Preis=price', or leave them out with --ignore-unknown"
    )


def _meant(near: Sequence[str]) -> str:
    return f" Did you mean {near[0]}?" if near else ""
