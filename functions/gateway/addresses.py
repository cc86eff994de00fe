"""The addresses of all routes, without loading their code; and which routes somebody meant who asked for another.

Which are near is known from the list of addresses. The registry is asked about those few only, and what it says is
remembered: a scanner, whose paths are near to nothing, reads nothing.
"""

import json
import time
from pathlib import Path

from plano.pipeline.identification import REMEMBERED_SECONDS, RegistryRecord, RouteRecord
from plano.registry.nearest import Address, nearest
from plano.store import keys
from plano.store.client import StoreUnavailable
from plano.store.work import Work

_FILE = Path(__file__).with_name("addresses.json")
"""`plano registry events` writes it."""
_active: dict[str, tuple[bool, float]] = {}
"""Whether a route answers, and until when to go by that."""


def addresses() -> dict[str, Address]:
    """Each route's address, by its name."""
    listed: dict[str, str] = json.loads(_FILE.read_text())
    return {name: Address(*text.split(" ", 1)) for name, text in listed.items()}


def suggest(method: str, path: str, known: dict[str, Address]) -> list[str]:
    """Up to three of the known routes as `POST /api/v1/line_items/create`, the nearest first."""
    names = {address: name for name, address in known.items()}
    found = nearest(method, path, known.values())
    try:
        _learn([names[address] for address in found])
    except StoreUnavailable:
        return []  # the answer is the same, only without suggestions
    return [str(address) for address in found if _active[names[address]][0]]


def forget_active() -> None:
    """Forget what the registry said."""
    _active.clear()


def _learn(names: list[str]) -> None:
    now = time.monotonic()
    unknown = [name for name in names if name not in _active or _active[name][1] <= now]
    if not unknown:
        return
    places = {name: _keys(name) for name in unknown}
    work = Work()
    work.read([key for pair in places.values() for key in pair])
    for name, (route_key, service_key) in places.items():
        records = work.get(route_key, RouteRecord), work.get(service_key, RegistryRecord)
        _active[name] = all(record is not None and record.active for record in records), now + REMEMBERED_SECONDS


def _keys(name: str) -> tuple[keys.Key, keys.Key]:
    service, _, action = name.partition(".")
    return keys.api_route(service, action), keys.api_service(service)
