"""Conditions: what has to be true of a record for a write to happen. They combine with `&` and `|`.

A path names an attribute, `"version"`, or one inside a map, `("tries", "4f2a")`.
"""

from typing import NamedTuple

from plano.values import Number, Value

Path = str | tuple[str, ...]


class Names:
    """The placeholders of one request to DynamoDB: each name and each value gets one of its own."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.values: dict[str, Value] = {}
        self._known: dict[str, str] = {}

    def path(self, path: Path) -> str:
        """The placeholders of a path."""
        parts = (path,) if isinstance(path, str) else path
        return ".".join(map(self._name, parts))

    def value(self, value: Value) -> str:
        """The placeholder of a value."""
        placeholder = f":v{len(self.values)}"
        self.values[placeholder] = value
        return placeholder

    def _name(self, name: str) -> str:
        if name not in self._known:
            self._known[name] = f"#n{len(self.names)}"
            self.names[self._known[name]] = name
        return self._known[name]


class Condition(NamedTuple):
    """What has to be true of a record. `absent`, `equals` and the other functions of this module make one."""

    form: str
    paths: tuple[Path, ...] = ()
    values: tuple[Value, ...] = ()
    parts: tuple["Condition", ...] = ()

    def __and__(self, other: "Condition") -> "Condition":
        """Both have to be true. What stands in both stands in the result once: DynamoDB takes 4 KB of text."""
        return self._joined(_AND, other)

    def __or__(self, other: "Condition") -> "Condition":
        """At least one of them has to be true."""
        return self._joined(_OR, other)

    def render(self, names: Names) -> str:
        """The condition in DynamoDB's words."""
        if self.parts:
            return self.form.join(f"({part.render(names)})" for part in self.parts)
        return self.form.format(*map(names.path, self.paths), *map(names.value, self.values))

    def _joined(self, form: str, other: "Condition") -> "Condition":
        parts: list[Condition] = []
        for one in (self, other):
            parts += [part for part in (one.parts if one.form == form else (one,)) if part not in parts]
        return parts[0] if len(parts) == 1 else Condition(form, parts=tuple(parts))


_AND, _OR = " AND ", " OR "


def absent(path: Path = "pk") -> Condition:
    """The record has no such attribute; without a path: there is no such record."""
    return Condition("attribute_not_exists({})", (path,))


def present(path: Path = "pk") -> Condition:
    """The record has such an attribute; without a path: there is such a record."""
    return Condition("attribute_exists({})", (path,))


def equals(path: Path, value: Value) -> Condition:
    """The attribute has this value; for None: there is no such attribute."""
    return absent(path) if value is None else Condition("{} = {}", (path,), (value,))


def differs(path: Path, value: Value) -> Condition:
    """The attribute is there, with another value."""
    return Condition("{} <> {}", (path,), (value,))


def at_most(path: Path, number: Number) -> Condition:
    """The attribute is this number, or a smaller one."""
    return Condition("{} <= {}", (path,), (number,))


def below(path: Path, number: Number) -> Condition:
    """The attribute is a smaller number."""
    return Condition("{} < {}", (path,), (number,))


def fewer_than(path: Path, count: int) -> Condition:
    """The map or list holds fewer values."""
    return Condition("size({}) < {}", (path,), (count,))
