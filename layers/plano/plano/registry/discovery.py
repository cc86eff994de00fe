"""Finding what is declared: every handler module below a functions folder."""

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from plano.declarations.route import ApiService, Route


def declared(functions: Path) -> tuple[list[ApiService], list[Route[Any]]]:
    """The API services and routes whose code is in this folder, which has to be importable from."""
    services, routes = [], []
    for package in sorted(pkgutil.iter_modules([str(functions)])):
        service = getattr(importlib.import_module(package.name), "SERVICE", None) if package.ispkg else None
        if isinstance(service, ApiService):
            services.append(service)
            routes += list(_routes(functions, package.name))
    return services, routes


def _routes(functions: Path, package: str) -> Iterator[Route[Any]]:
    for module in sorted(pkgutil.iter_modules([str(functions / package)])):
        handler = getattr(importlib.import_module(f"{package}.{module.name}"), "handler", None)
        declaration = getattr(handler, "declaration", None)
        if isinstance(declaration, Route):
            yield declaration
