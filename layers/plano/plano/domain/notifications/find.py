"""Finding one notification by its id, which also says in which partition it stands."""

from plano.store import keys
from plano.store.read import read
from plano.store.values import Item


def find(id: int) -> Item | None:
    """The notification with this id."""
    key = keys.notification(id)
    return read([key]).get(key)
