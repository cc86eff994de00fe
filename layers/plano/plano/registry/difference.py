"""One difference between two states of the registry."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """Where it is, what it is, and whether a program that worked before could fail after it."""

    where: str
    what: str
    breaks: bool = False
