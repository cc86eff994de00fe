"""One request's dealings with the store: what it read, and what it still has to write along with its own."""

from collections.abc import Iterable, Sequence

from plano.store.keys import Key
from plano.store.read import read
from plano.store.values import Item
from plano.store.write import MOST_AT_ONCE, Action, write


class Work:
    """Reads each record once, and writes what was put off (a session's `used_at`) along with the action's writes."""

    def __init__(self) -> None:
        self._read: dict[Key, Item | None] = {}
        self._put_off: list[Action] = []

    def read(self, keys: Iterable[Key]) -> None:
        """Read those of the keys that were not read before, in one batch."""
        missing = [key for key in dict.fromkeys(keys) if key not in self._read]
        if missing:
            found = read(missing)
            self._read.update({key: found.get(key) for key in missing})

    def get(self, key: Key) -> Item | None:
        """The record with this key, or None; read now if it was not read before."""
        self.read([key])
        return self._read[key]

    def saw(self, key: Key, item: Item | None) -> None:
        """Go by this from now on: it is what stands there, newer than what was read."""
        self._read[key] = item

    def forget(self) -> None:
        """Forget what was read, so that it is read again."""
        self._read.clear()

    def put_off(self, action: Action) -> None:
        """Write this with the next write, or at the request's end."""
        self._put_off.append(action)

    def write(self, actions: Sequence[Action]) -> None:
        """Write all of it or nothing, and what was put off with it: as much as fits, and is about other records.

        Raises:
            ConditionFailed: a condition was not fulfilled.
        """
        written = {action.key for action in actions}
        others = [action for action in self._put_off if action.key not in written]
        along, later = others[: MOST_AT_ONCE - len(actions)], others[MOST_AT_ONCE - len(actions) :]
        write([*actions, *along])
        self._put_off = later

    def finish(self) -> None:
        """Write what is still put off."""
        self.write(())
