"""Statuses: each is in the catalog, and declared by the routes that can answer it."""

from collections.abc import Iterator
from difflib import get_close_matches
from types import FunctionType
from typing import Any

from plano.declarations.route import Route
from plano.pipeline.route import Handler
from plano.statuses import CATALOG, Status
from plano_cli.checking.finding import Finding, file_of
from plano_cli.checking.raised import statuses_in

_CATALOG = "layers/plano/plano/statuses.py"


def of_catalog(route: Route[Any]) -> Iterator[Finding]:
    """The statuses that a route declares, and the catalog doesn't have."""
    for status in route.statuses:
        if not _is_known(status):
            yield Finding(
                file_of(route), f"{status.slug} is not in the catalog of statuses{_nearest(status)}", f"see {_CATALOG}"
            )


def of_action(handler: Handler[Any]) -> Iterator[Finding]:
    """The statuses that a route's action can answer, and the route doesn't declare."""
    route, action = handler.declaration, handler.action
    declared = set(route.all_statuses())
    for status, where in statuses_in(action).items() if isinstance(action, FunctionType) else ():
        if not _is_known(status):
            what = f"{where} names {status.slug}, which is not in the catalog of statuses{_nearest(status)}"
            yield Finding(file_of(route), what, f"see {_CATALOG}")
        elif status not in declared:
            what = f"{where} can answer {status.slug}, which {route.name} does not declare"
            yield Finding(file_of(route), what, f"add it to `statuses=` in {file_of(route)}")


def _is_known(status: Status) -> bool:
    return CATALOG.get(status.slug) == status


def _nearest(status: Status) -> str:
    near = get_close_matches(status.slug, CATALOG, n=1)
    return f" (is {near[0]} meant?)" if near and near[0] != status.slug else ""
