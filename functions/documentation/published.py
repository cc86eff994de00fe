"""What is published: the registry's records, remembered for as long as a handler goes by them."""

import time
from dataclasses import dataclass

from plano.registry.records import Records, deployed
from plano.store.client import StoreUnavailable
from plano.store.values import Item

REMEMBERED_SECONDS = 30


class NothingPublished(Exception):
    """There is no record in the registry."""


class Unreachable(Exception):
    """The registry could not be read."""


@dataclass(frozen=True, slots=True)
class _Memory:
    records: Records
    until: float


_memory: list[_Memory] = []


def records() -> Records:
    """The deployed records.

    Raises:
        NothingPublished, Unreachable
    """
    if _memory and _memory[0].until > time.monotonic():
        return _memory[0].records
    try:
        found = deployed()
    except StoreUnavailable as error:
        raise Unreachable from error
    if not found.routes:
        raise NothingPublished  # not remembered: what is deployed next has to be seen at once
    _memory[:] = [_Memory(found, time.monotonic() + REMEMBERED_SECONDS)]
    return found


def forget() -> None:
    """Forget what was read."""
    _memory.clear()


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
