"""Permissions of applications: names of routes, and patterns of them (`line_items.*`), and which routes they allow."""

from collections.abc import Collection, Iterable, Sequence
from fnmatch import fnmatchcase


class NoSuchRoute(Exception):
    """The patterns match no route that an application may call."""

    def __init__(self, patterns: Sequence[str]) -> None:
        super().__init__(", ".join(patterns))
        self.patterns = patterns


def allow(patterns: Iterable[str], route: str) -> bool:
    """Whether one of the patterns matches the route (`line_items.create`)."""
    return any(fnmatchcase(route, pattern) for pattern in patterns)


def check_patterns(patterns: Iterable[str], routes: Collection[str]) -> None:
    """Refuse patterns that allow nothing, as a misspelt one does.

    Args:
        routes: those that an application may call.

    Raises:
        NoSuchRoute: with all patterns at fault.
    """
    wrong = [pattern for pattern in patterns if not any(allow([pattern], route) for route in routes)]
    if wrong:
        raise NoSuchRoute(wrong)
