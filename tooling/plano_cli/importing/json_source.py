"""Files with a JSON object on each line."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from plano.params.json_text import NotJson, parse
from plano_cli.importing.encodings import Encoding, detect
from plano_cli.importing.lines import Line, lines_of
from plano_cli.importing.options import Options
from plano_cli.importing.row import KEY, MARKS, Row
from plano_cli.importing.source import Format, Kinds, Progress, position
from plano_cli.problems import Problem


class JsonSource:
    """A file of JSON lines. Its values are sent as they are, but for numeric keys."""

    def __init__(self, path: Path, kinds: Kinds, options: Options) -> None:
        self._path = path
        self._kinds = kinds
        self._options = options
        self._encoding = Encoding(options.encoding) if options.encoding else detect(path)
        self._ignored: dict[str, None] = {}

    @property
    def format(self) -> Format:
        """How it is written."""
        return Format("json", self._encoding.name, self._encoding.errors)

    @property
    def remark(self) -> str:
        """What was found out about it."""
        return f"Read as {self._encoding.label}, a JSON object on each line."

    @property
    def left_out(self) -> tuple[str, ...]:
        """The names that are not imported, as far as the file was read."""
        return tuple(self._ignored)

    def rows(self, progress: Progress) -> Iterator[Row]:
        """Its rows."""
        number = 0
        try:
            with self._path.open(encoding=self._encoding.name, errors=self._encoding.errors, newline="") as file:
                for line in lines_of(file):
                    if not line.text.strip():
                        progress.blank += 1
                        continue
                    number += 1
                    progress.done = position(file)
                    yield self._row(number, line)
        except UnicodeError as error:
            raise Problem(f"{self._path} can't be read as {self._encoding.label}: say another --encoding") from error

    def _row(self, number: int, line: Line) -> Row:
        lines = (line.number, line.number)
        text = line.text.rstrip("\r\n")
        if line.is_cut:
            problem = "has more than 1,000,000 characters. It is not repeated here: see the line in the file"
            return Row(number, lines, {}, {}, problem)
        if self._encoding.is_damaged(text):
            problem = f"has bytes in it that are no {self._encoding.label}: write the text again, or say --encoding"
            return Row(number, lines, {}, {"line": text}, problem)
        try:
            parsed = parse(text.encode())
        except (NotJson, UnicodeError):
            return Row(number, lines, {}, {"line": text}, "is no JSON object: is the line cut off?")
        if not isinstance(parsed.value, dict):
            return Row(number, lines, {}, {"line": text}, "is no JSON object")
        found = {name: value for name, value in parsed.value.items() if name not in MARKS}
        earlier = parsed.value.get(KEY)
        if parsed.duplicates:
            problem = f"has {', '.join(parsed.duplicates)} more than once"
            return Row(number, lines, {}, found, problem, earlier_key=earlier)
        values = self._named(found)
        problem_of_key = _key_as_text(values, text, self._key_name())
        return Row(number, lines, values, found, problem_of_key, earlier_key=earlier)

    def _named(self, found: dict[str, Any]) -> dict[str, Any]:
        """By the params' names, without what is left out. A value of null says nothing."""
        named = {self._options.names.get(name, name): value for name, value in found.items() if value is not None}
        if not self._options.ignore_unknown:
            return named
        self._ignored.update((name, None) for name in named if name not in self._kinds)
        return {name: value for name, value in named.items() if name in self._kinds}

    def _key_name(self) -> str:
        return next((name for name, param in self._options.names.items() if param == "key"), "key")


def _key_as_text(values: dict[str, Any], text: str, name: str) -> str | None:
    """Have a numeric key sent as exactly what stands in the file; what is wrong where that can't be told."""
    key = values.get("key")
    if isinstance(key, bool) or not isinstance(key, int | Decimal):
        return None
    written = re.search(rf'"{re.escape(name)}"\s*:\s*(-?[0-9][0-9.eE+-]*)\s*[,}}]', text, re.ASCII)
    if written is None or written[1] != str(key):
        return "key: is a number that can be written in several ways; put it in quotes"
    values["key"] = written[1]
    return None
