"""The routes nearest to a method and path that no route has."""

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import NamedTuple

_MOST = 3
_ALIKE = 0.6
_LONGEST_PATH = 200


class Address(NamedTuple):
    """Where a route is: `POST /api/v1/line_items/create`."""

    method: str
    path: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def nearest(method: str, path: str, addresses: Iterable[Address]) -> list[Address]:
    """Up to three of the addresses, the nearest first; those alone that have the path itself, with another method."""
    asked = path[:_LONGEST_PATH].rstrip("/").lower()
    addresses = list(addresses)
    addresses = [one for one in addresses if one.path == asked] or addresses
    ranked = sorted(((_likeness(method, asked, address), address) for address in addresses), key=_best_first)
    return [address for likeness, address in ranked[:_MOST] if likeness >= _ALIKE]


def _likeness(method: str, path: str, address: Address) -> float:
    likeness = SequenceMatcher(None, path, address.path).ratio()
    return likeness + (0.01 if method == address.method else 0)


def _best_first(ranked: tuple[float, Address]) -> tuple[float, str]:
    likeness, address = ranked
    return -likeness, str(address)
