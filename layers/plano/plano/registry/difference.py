"""One difference between two states of the registry."""

from dataclasses import dataclass
from enum import StrEnum


class DifferenceKind(StrEnum):
    """What a difference is to a program that calls the API."""

    ADDED = "added"
    CHANGED = "changed"
    WORDING = "worded"
    """Only people notice it."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where it is, what it is, and whether a program that worked before could fail after it."""

    where: str
    what: str
    breaks: bool = False
    kind: DifferenceKind = DifferenceKind.CHANGED


def from_to(name: str, before: object, after: object) -> str:
    """What was one value and is another: `maximum: none → 100`."""
    return f"{name}: {_said(before)} → {_said(after)}"


def _said(value: object) -> str:
    words = {None: "none", True: "true", False: "false"}
    return words[value] if value is None or isinstance(value, bool) else str(value)
