"""What a check finds."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from plano.declarations.describe_route import describe_route
from plano.declarations.route import Route
from plano.store.values import Item


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that doesn't agree: in which file, what, and what mends it.

    `can_wait`: it may stay as it is while somebody works on it, but nothing is deployed with it.
    """

    file: str
    what: str
    mend: str
    can_wait: bool = False

    def __str__(self) -> str:
        return f"{self.file}: {self.what}. {'Before a deployment' if self.can_wait else 'Mend it'}: {self.mend}"


def file_of(route: Route[Any]) -> str:
    """Where a route is declared."""
    return f"functions/{route.service}/{route.action}.py"


@cache
def described(route: Route[Any]) -> Item:
    """The registry's record of a route. Several checks look at it."""
    return describe_route(route)
