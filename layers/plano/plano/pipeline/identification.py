"""Identifying the route: its record and its API service's record have to be deployed and switched on."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple, TypeVar

from plano.declarations.route import Route
from plano.errors import StatusError
from plano.statuses import ROUTE_NOT_FOUND, SERVICE_NOT_FOUND
from plano.store import keys
from plano.store.keys import Key, Table
from plano.store.records import Record
from plano.store.work import Work

REMEMBERED_SECONDS = 30
"""How long a warm handler goes by a record that it read: so long may one that was switched off still answer."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RegistryRecord(Record):
    """What the registry says of an API service."""

    KIND = "ApiService"
    TABLE: ClassVar = Table.REGISTRY

    active: bool


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RouteRecord(RegistryRecord):
    """What the registry says of a route: who may call it. The other things that it says are for readers."""

    KIND = "ApiRoute"

    service: str
    action: str
    roles: Sequence[str]

    @property
    def name(self) -> str:
        """`line_items.create`."""
        return f"{self.service}.{self.action}"


class _Memory(NamedTuple):
    record: RegistryRecord
    until: float


Found = TypeVar("Found", bound=RegistryRecord)

_memory: dict[Key, _Memory] = {}


def to_read(route: Route[Any]) -> list[Key]:
    """The records to read for this request: none while both are remembered."""
    return [key for key in _keys(route) if _remembered(key) is None]


def identify(route: Route[Any], work: Work) -> RouteRecord:
    """The route's record.

    Raises:
        StatusError: route-not-found or service-not-found.
    """
    route_key, service_key = _keys(route)
    record = _find(route_key, RouteRecord, work)
    if record is None:
        raise StatusError(ROUTE_NOT_FOUND)
    if _find(service_key, RegistryRecord, work) is None:
        raise StatusError(SERVICE_NOT_FOUND)
    return record


def forget() -> None:
    """Forget what was read."""
    _memory.clear()


def _keys(route: Route[Any]) -> tuple[Key, Key]:
    return keys.api_route(route.service, route.action), keys.api_service(route.service)


def _find(key: Key, kind: type[Found], work: Work) -> Found | None:
    remembered = _remembered(key)
    if isinstance(remembered, kind):
        return remembered
    found = work.get(key, kind)
    if found is None or not found.active:
        return None  # not remembered: a record that is deployed later has to answer at once
    _memory[key] = _Memory(found, time.monotonic() + REMEMBERED_SECONDS)
    return found


def _remembered(key: Key) -> RegistryRecord | None:
    memory = _memory.get(key)
    return memory.record if memory and memory.until > time.monotonic() else None
