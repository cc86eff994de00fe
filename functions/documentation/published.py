"""What is published: the registry's records, remembered for as long as a handler goes by them."""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

from plano.registry.history import Deployment, history
from plano.registry.records import Records, deployed
from plano.store.client import StoreUnavailable
from plano.store.values import Item

REMEMBERED_SECONDS = 30
T = TypeVar("T")


class NothingPublished(Exception):
    """There is no record in the registry."""


class Unreachable(Exception):
    """The registry could not be read."""


class _Memory(Generic[T]):
    """What was read, for as long as it is good."""

    def __init__(self) -> None:
        self._kept: list[tuple[T, float]] = []

    def get(self, read: Callable[[], T]) -> T:
        """What is remembered; read anew where it is too old.

        Raises:
            Unreachable
        """
        if self._kept and self._kept[0][1] > time.monotonic():
            return self._kept[0][0]
        try:
            found = read()
        except StoreUnavailable as error:
            raise Unreachable from error
        self._kept[:] = [(found, time.monotonic() + REMEMBERED_SECONDS)]
        return found

    def forget(self) -> None:
        """Forget it."""
        self._kept.clear()


_records: _Memory[Records] = _Memory()
_changes: _Memory[list[Deployment]] = _Memory()


def records() -> Records:
    """The deployed records.

    Raises:
        NothingPublished, Unreachable
    """
    found = _records.get(deployed)
    if not found.routes:
        _records.forget()  # what is deployed next has to be seen at once
        raise NothingPublished
    return found


def changes() -> list[Deployment]:
    """What the newest deployments changed, the last one first. Only the pages that show it read it.

    Raises:
        Unreachable
    """
    return _changes.get(history)


def forget() -> None:
    """Forget what was read."""
    _records.forget()
    _changes.forget()


def services(found: Records) -> list[tuple[Item, list[Item]]]:
    """The API services by name, each with its routes in the order in which one meets them."""
    return [
        (service, sorted((route for route in found.routes.values() if route["service"] == slug), key=_in_order))
        for slug, service in sorted(found.services.items(), key=lambda item: str(item[1]["name"]))
    ]


_ACTIONS = ("create", "bulk_create", "register", "client_register", "read", "index", "update", "delete")


def _in_order(route: Item) -> tuple[int, str]:
    action = route["action"]
    return (_ACTIONS.index(action) if action in _ACTIONS else len(_ACTIONS), action)
