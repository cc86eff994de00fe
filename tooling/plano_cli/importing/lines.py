"""From lines of text to records of cells. A quote that never closes costs its own line, not those after it."""

import csv
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TextIO

LONGEST = 1_000_000
"""How many characters a row may have."""
_MOST_LINES = 500
"""Over how many lines a cell in quotes may go."""
_OPEN_QUOTE = "has a quote that doesn't close where the cell ends; each line is then taken by itself"
_TOO_LONG = "has more than 1,000,000 characters. It is not repeated here: see the line in the file"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file, with its end."""

    number: int
    text: str
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one row, and the lines that it stands on."""

    lines: tuple[int, int]
    cells: list[str]
    problem: str | None = None


def lines_of(file: TextIO) -> Iterator[Line]:
    """The lines of a file, however long one is."""
    number = 0
    while text := file.readline(LONGEST):
        number += 1
        is_cut = False
        while not text.endswith(("\n", "\r")) and (more := file.readline(LONGEST)):
            is_cut = True
            if more.endswith(("\n", "\r")):
                break
        yield Line(number, text, is_cut)


class Records:
    """The records of a file."""

    def __init__(self, lines: Iterator[Line], delimiter: str) -> None:
        csv.field_size_limit(LONGEST)
        self._lines = lines
        self._delimiter = delimiter
        self._again: deque[Line] = deque()

    def read(self, fits: Callable[[list[str]], bool]) -> Iterator[Record]:
        """The records; one over several lines counts only if it `fits`, so that a lost quote is noticed."""
        while (line := self._next()) is not None:
            if line.is_cut:
                yield Record((line.number, line.number), [], _TOO_LONG)
            elif '"' not in line.text:
                yield Record((line.number, line.number), next(csv.reader([line.text], delimiter=self._delimiter), []))
            else:
                yield self._quoted(line, fits)

    def _quoted(self, first: Line, fits: Callable[[list[str]], bool]) -> Record:
        taken: list[Line] = []
        try:
            cells = next(csv.reader(self._feed(first, taken), delimiter=self._delimiter, strict=True))
        except csv.Error:
            pass
        else:
            if len(taken) == 1 or fits(cells):
                return Record((first.number, taken[-1].number), cells)
        self._again.extendleft(reversed(taken[1:]))
        alone = csv.reader([first.text.rstrip("\r\n")], delimiter=self._delimiter)
        return Record((first.number, first.number), next(alone, []), _OPEN_QUOTE)

    def _feed(self, first: Line, taken: list[Line]) -> Iterator[str]:
        size = 0
        line: Line | None = first
        while line is not None:
            taken.append(line)
            size += len(line.text)
            yield line.text
            if len(taken) >= _MOST_LINES or size > LONGEST:
                return
            line = self._next()
            if line is not None and line.is_cut:
                self._again.appendleft(line)
                return

    def _next(self) -> Line | None:
        return self._again.popleft() if self._again else next(self._lines, None)
