"""What the tests received of each route."""

from functools import lru_cache
from pathlib import Path

from plano.registry import received
from plano.registry.received import Received
from plano.store.values import Item

_FILE = Path(__file__).with_name("proven.json")


def proven_of(record: Item) -> Received:
    """What was received of a route; nothing where it has changed since."""
    return received.of(record, all_received())


@lru_cache(maxsize=1)
def all_received() -> dict[str, Received]:
    """What was received of each route, by its name."""
    return received.read(_FILE)
