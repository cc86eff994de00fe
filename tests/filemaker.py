"""The FileMaker scripts of the guides, read: which steps and functions they use, and which requests they send."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_PARAM = re.compile(r'\[ "(\w+)" ; (.+?) ; JSON(\w+) \]')
_TOKEN = re.compile(r'; "(token)" ; (Settings::token) ; JSON(String) \)')
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ENCODING = " --FM-text-encoding utf-8"
"""FileMaker's own option. Whatever else stands there is curl's."""

Value = str | int | float


@dataclass(frozen=True, slots=True)
class Param:
    """A param that a script sends: the expression of its value, and its JSON type as FileMaker calls it."""

    name: str
    expression: str
    type: str


@dataclass(frozen=True, slots=True)
class Script:
    """A script's text."""

    text: str

    def params(self) -> list[Param]:
        """What it puts into the JSON of its request."""
        return [Param(*found) for found in (*_PARAM.findall(self.text), *_TOKEN.findall(self.text))]

    def body(self, fields: Mapping[str, Value]) -> dict[str, Value]:
        """The request's params, with these fields' values."""
        return {param.name: _value(param.expression, fields) for param in self.params()}

    def path(self) -> str:
        """Where it sends it."""
        found = re.search(r'Settings::api_url & "([^"]+)"', self.text)
        assert found
        return found[1]

    def curl_options(self, fields: Mapping[str, Value], file: str) -> str:
        """The options as curl reads them, with the request in a file in the place of a variable."""
        found = re.search(r"Set Variable \[ \$options ; Value: (.+) \]", self.text)
        assert found
        options = "".join(str(_value(part, fields)) for part in found[1].split(" & "))
        assert _ENCODING in options
        return options.replace(_ENCODING, "").replace("@$request", f"@{file}")


def steps_of(text: str) -> set[str]:
    """The script steps that a text uses: what begins a line, before its options."""
    lines = [line.strip() for line in text.splitlines() if re.match(r" {0,4}[A-Z]", line)]
    return {line.partition(" [")[0] for line in lines if not line.startswith(("[", "#"))}


def functions_of(text: str) -> set[str]:
    """The functions that a text uses: what stands before a parenthesis, outside of quotes."""
    bare = _TEXT.sub('""', "\n".join(line for line in text.splitlines() if not line.strip().startswith("#")))
    return set(re.findall(r"(?<!::)\b([A-Z]\w+) \(", bare))


def _value(expression: str, fields: Mapping[str, Value]) -> Value:
    text = _TEXT.fullmatch(expression)
    if text:
        return text[1].replace('\\"', '"')
    field = re.search(r"\w+::\w+|\$\w+", expression)
    assert field, expression
    return fields[field[0]]
