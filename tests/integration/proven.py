"""What the routes answer over HTTP, held against the answers that their pages show."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import httpx

from plano.declarations.describe_route import describe_route
from plano.declarations.route import Route
from plano.registry import received
from plano.registry.discovery import declared
from plano.registry.received import Received
from plano_cli.local.paths import FUNCTIONS, PROVEN

_OPTIONAL = {"session"}
"""What an answer holds where it is asked for, whatever its status."""
_seen: defaultdict[str, set[str]] = defaultdict(set)


class NotAsShown(AssertionError):
    """A route answered in another shape than its page shows."""


def saw(route: str, answer: httpx.Response) -> None:
    """Keep in mind what a route answered.

    Raises:
        NotAsShown: its page shows another code, or other names.
    """
    try:
        body = answer.json()
    except ValueError:
        return
    if not isinstance(body, dict) or body.get("code") != answer.status_code:
        return
    _seen[route].add(str(body["status"]))
    shown = _shown().get(route, received.NOTHING).answers.get(body["status"])
    if shown is not None and _shape(shown.answer) != _shape(body):
        raise NotAsShown(f"{route} answers {_shape(body)}, and its page shows {_shape(shown.answer)}: make proven")


def unproven(routes: Iterable[Route[Any]]) -> list[tuple[str, str]]:
    """The answers that a page shows, and that did not come over HTTP."""
    return sorted(
        (route.name, slug)
        for route in routes
        for slug in _shown().get(route.name, received.NOTHING).answers.keys() - _seen[route.name]
    )


def inexcusable(routes: Iterable[Route[Any]]) -> list[tuple[str, str]]:
    """The statuses of which a page says that they can't be received, and that came all the same."""
    found = received.read(PROVEN)
    excuses = {(name, slug) for name, one in found.items() for slug in one.excuses}
    return sorted((route.name, slug) for route in routes for slug in _seen[route.name] if (route.name, slug) in excuses)


def undocumented(routes: Iterable[Route[Any]]) -> list[tuple[str, str]]:
    """The statuses that were seen of a route which does not say that it answers them."""
    return sorted((route.name, slug) for route in routes for slug in _seen[route.name] - _documented(route))


@lru_cache(maxsize=1)
def _shown() -> dict[str, Received]:
    """By route, what its page shows: nothing of one that is new, or has changed since."""
    found = received.read(PROVEN)
    return {route.name: received.of(describe_route(route), found) for route in declared(FUNCTIONS)[1]}


def _shape(body: dict[str, Any]) -> tuple[int, list[str]]:
    return body["code"], sorted(body.keys() - _OPTIONAL)


def _documented(route: Route[Any]) -> set[str]:
    return {status.slug for status in route.all_statuses()}
