"""The routes nearest to a method and path that no route has."""

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import Any

_MOST = 3
_ALIKE = 0.6
_LONGEST_PATH = 200


def nearest(method: str, path: str, routes: Iterable[Mapping[str, Any]]) -> list[str]:
    """Up to three routes as `POST /api/v1/line_items/create`, the nearest first."""
    asked = path[:_LONGEST_PATH].rstrip("/").lower()
    ranked = sorted(((_likeness(method, asked, route), _named(route)) for route in routes), key=_best_first)
    return [name for likeness, name in ranked[:_MOST] if likeness >= _ALIKE]


def _likeness(method: str, path: str, route: Mapping[str, Any]) -> float:
    likeness = SequenceMatcher(None, path, route["path"]).ratio()
    # The same path by another method is nearer than any other path.
    return likeness + (0.01 if method == route["method"] else 0)


def _named(route: Mapping[str, Any]) -> str:
    return f"{route['method']} {route['path']}"


def _best_first(ranked: tuple[float, str]) -> tuple[float, str]:
    likeness, name = ranked
    return -likeness, name
