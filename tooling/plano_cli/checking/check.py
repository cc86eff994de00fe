"""All checks, one after another."""

import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from plano.declarations.route import ApiService, Route
from plano.pipeline.route import Handler
from plano.registry.discovery import declared
from plano_cli.checking import declarations, declared_statuses, written
from plano_cli.checking.finding import Finding, file_of
from plano_cli.local.imports import check_imports
from plano_cli.local.paths import FUNCTIONS, PROJECT
from plano_cli.problems import Problem

_BROKEN = (ImportError, SyntaxError, NameError, AttributeError, TypeError, ValueError, LookupError, AssertionError)
"""What a module raises that can't be imported, or declares what can't be."""
_AGAIN = "bin/plano check, once it is changed"


def findings() -> list[Finding]:
    """All that doesn't agree in this project."""
    sys.path.insert(0, str(FUNCTIONS))
    try:
        services, routes = declared(FUNCTIONS)
        handlers = _handlers()
    except _BROKEN as error:
        return [_not_imported(error)]
    found = [*_of_declarations(services, routes, handlers)]
    if all(one.can_wait for one in found):  # what follows from a fault would only say so again
        found += [one for some in _written_down(routes) for one in some]
    return list(dict.fromkeys(found))


def _written_down(routes: Sequence[Route[Any]]) -> Iterator[Iterator[Finding]]:
    yield written.of_template(PROJECT, routes)
    yield written.of_events(PROJECT)
    yield written.of_pictures(PROJECT)
    yield written.of_answers(routes)


def _of_declarations(
    services: Sequence[ApiService], routes: Sequence[Route[Any]], handlers: Sequence[Handler[Any]]
) -> Iterator[Finding]:
    described, found = declarations.can_be_described(routes)
    yield from found
    for handler in handlers:
        route = handler.declaration
        if route not in routes:
            what = f"functions/{route.service}/__init__.py declares no SERVICE, so the route is none"
            yield Finding(file_of(route), what, "declare it as functions/line_items/__init__.py does")
        yield from declared_statuses.of_catalog(route)
        yield from declared_statuses.of_action(handler)
        yield from declarations.of_roles(route)
    for route in described:
        yield from declarations.of_scaffold(route)
    yield from declarations.of_readers(services, described)


def _handlers() -> list[Handler[Any]]:
    """Those of routes. All others are imported with them."""
    files = [file for file in sorted(FUNCTIONS.glob("*/*.py")) if file.stem != "__init__"]
    found = [getattr(import_module(f"{file.parent.name}.{file.stem}"), "handler", None) for file in files]
    return [handler for handler in found if isinstance(handler, Handler)]


def _not_imported(error: Exception) -> Finding:
    try:
        check_imports(PROJECT)
    except Problem as problem:
        where, _, what = str(problem).partition("\n")[2].partition("\n")
        return Finding(where.replace(f"{PROJECT}/", ""), what.rstrip("."), _AGAIN)
    return Finding("functions", f"{type(error).__name__}: {error}", _AGAIN)
