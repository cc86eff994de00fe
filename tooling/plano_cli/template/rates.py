"""The section of template.yaml that holds the rates of routes that take fewer requests than the API."""

from collections.abc import Iterable
from typing import Any

from plano.declarations.route import Route

BEGIN = "        # From here, `plano template write` writes the rates that routes declare: edits get lost.\n"
END = "        # As far as here.\n"
# The settings of a method replace the stage's: what those say is said again.
_ENTRY = """\
        - ResourcePath: {path}
          HttpMethod: {method}
          MetricsEnabled: true
          ThrottlingBurstLimit: {burst}
          ThrottlingRateLimit: {rate}
"""


def section(routes: Iterable[Route[Any]]) -> str:
    """The entries of all routes that declare a rate, by their names. For a moment they take twice as many."""
    return "".join(
        _ENTRY.format(path=_encoded(route.path), method=route.method, rate=route.rate, burst=2 * route.rate)
        for route in sorted(routes, key=lambda route: route.name)
        if route.rate
    )


def _encoded(path: str) -> str:
    """The path as CloudFormation wants it: `/~1api~1v1~1users`."""
    return "/" + path.replace("/", "~1")
