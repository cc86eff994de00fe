"""Which statuses each route was seen to answer over HTTP: the badges of its page, and what is left to prove."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import httpx

from plano.declarations.route import Route
from plano_cli.local.paths import FUNCTIONS

PROVEN_FILE = FUNCTIONS / "documentation" / "proven.json"
EXCUSED = {
    ("line_items.create", "mandrill-email-failed"): "The page that the platform comes from documents it, but this route"
    " sends no email, so nothing can cause it.",
}
"""The documented statuses that no test can provoke, each with its reason."""

_seen: defaultdict[str, set[str]] = defaultdict(set)


def saw(route: str, answer: httpx.Response) -> None:
    """Keep what a route answered."""
    try:
        body = answer.json()
    except ValueError:
        return
    if isinstance(body, dict) and body.get("code") == answer.status_code:
        _seen[route].add(str(body["status"]))


def proven(routes: Iterable[Route[Any]]) -> dict[str, list[str]]:
    """Route by route, the documented statuses that were seen."""
    return {
        route.name: sorted(_documented(route) & _seen[route.name])
        for route in sorted(routes, key=lambda route: route.name)
    }


def unproven(routes: Iterable[Route[Any]]) -> list[tuple[str, str]]:
    """The documented statuses that were not seen, and have no excuse."""
    missing = {(route.name, slug) for route in routes for slug in _documented(route) - _seen[route.name]}
    return sorted(missing - EXCUSED.keys())


def undocumented(routes: Iterable[Route[Any]]) -> list[tuple[str, str]]:
    """The statuses that were seen of a route which does not say that it answers them."""
    return sorted((route.name, slug) for route in routes for slug in _seen[route.name] - _documented(route))


def as_text(found: dict[str, list[str]]) -> str:
    """What the file holds."""
    return json.dumps(found, indent=2) + "\n"


def _documented(route: Route[Any]) -> set[str]:
    return {status.slug for status in route.all_statuses()}
