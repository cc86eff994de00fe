"""Conditions: what has to be true of a record for a write to happen. They combine with `&` and `|`.

A path names an attribute, `"version"`, or one inside a map, `("tries", "4f2a")`.
"""

from collections.abc import Callable
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Condition:
    """What has to be true of a record. `absent`, `equals` and the other functions of this module make one."""

    render: Callable[[Names], str]

    def __and__(self, other: "Condition") -> "Condition":
        """Both have to be true."""
        return Condition(lambda names: f"({self.render(names)}) AND ({other.render(names)})")

    def __or__(self, other: "Condition") -> "Condition":
        """At least one of them has to be true."""
        return Condition(lambda names: f"({self.render(names)}) OR ({other.render(names)})")


def absent(path: Path = "pk") -> Condition:
    """The record has no such attribute; without a path: there is no such record."""
    return Condition(lambda names: f"attribute_not_exists({names.path(path)})")


def present(path: Path = "pk") -> Condition:
    """The record has such an attribute; without a path: there is such a record."""
    return Condition(lambda names: f"attribute_exists({names.path(path)})")


def equals(path: Path, value: Value) -> Condition:
    """The attribute has this value; for None: there is no such attribute."""
    if value is None:
        return absent(path)
    return Condition(lambda names: f"{names.path(path)} = {names.value(value)}")


def differs(path: Path, value: Value) -> Condition:
    """The attribute is there, with another value."""
    return Condition(lambda names: f"{names.path(path)} <> {names.value(value)}")


def at_most(path: Path, number: Number) -> Condition:
    """The attribute is this number, or a smaller one."""
    return Condition(lambda names: f"{names.path(path)} <= {names.value(number)}")


def below(path: Path, number: Number) -> Condition:
    """The attribute is a smaller number."""
    return Condition(lambda names: f"{names.path(path)} < {names.value(number)}")


def fewer_than(path: Path, count: int) -> Condition:
    """The map or list holds fewer values."""
    return Condition(lambda names: f"size({names.path(path)}) < {names.value(count)}")
