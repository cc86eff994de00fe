"""Which statuses of each route the tests were seen to provoke over HTTP."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from plano.store.values import Item

_FILE = Path(__file__).with_name("proven.json")


def proven_of(record: Item) -> set[str]:
    """The proven statuses of a route."""
    return set(_all().get(f"{record['service']}.{record['action']}", ()))


@lru_cache(maxsize=1)
def _all() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_FILE.read_text())
    return found
