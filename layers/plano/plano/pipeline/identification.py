"""Identifying the route: its record and its API service's record have to be deployed and switched on."""

import time
from dataclasses import dataclass
from typing import Any

from plano.declarations.route import Route
from plano.errors import StatusError
from plano.statuses import ROUTE_NOT_FOUND, SERVICE_NOT_FOUND
from plano.store import keys
from plano.store.keys import Key
from plano.store.values import Item
from plano.store.work import Work

REMEMBERED_SECONDS = 30
"""How long a warm handler goes by a record that it read: so long may one that was switched off still answer."""


@dataclass(frozen=True, slots=True)
class _Memory:
    item: Item
    until: float


_memory: dict[Key, _Memory] = {}


def to_read(route: Route[Any]) -> list[Key]:
    """The records to read for this request: none while both are remembered."""
    return [key for key in _keys(route) if _remembered(key) is None]


def identify(route: Route[Any], work: Work) -> Item:
    """The route's record.

    Raises:
        StatusError: route-not-found or service-not-found.
    """
    route_key, service_key = _keys(route)
    record = _record(route_key, work)
    if record is None:
        raise StatusError(ROUTE_NOT_FOUND)
    if _record(service_key, work) is None:
        raise StatusError(SERVICE_NOT_FOUND)
    return record


def forget() -> None:
    """Forget what was read."""
    _memory.clear()


def _keys(route: Route[Any]) -> tuple[Key, Key]:
    return keys.api_route(route.service, route.action), keys.api_service(route.service)


def _record(key: Key, work: Work) -> Item | None:
    found = _remembered(key)
    if found is None:
        found = work.get(key)
        if found is None or not found["active"]:
            return None  # not remembered: a record that is deployed later has to answer at once
        _memory[key] = _Memory(found, time.monotonic() + REMEMBERED_SECONDS)
    return found


def _remembered(key: Key) -> Item | None:
    memory = _memory.get(key)
    return memory.item if memory and memory.until > time.monotonic() else None
