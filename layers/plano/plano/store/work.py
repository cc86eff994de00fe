"""One request's dealings with the store: what it read, and what it still has to write at its end."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import lru_cache

from plano.store.client import StoreUnavailable
from plano.store.keys import Key
from plano.store.read import read_attributes
from plano.store.records import R, Record
from plano.store.values import Attributes, Item, from_item, to_item
from plano.store.write import Action, ConditionFailed, Put, Update, write
from plano.store.write_one import update_once
from plano.values import Fields, Viewable

Receipt = Callable[[Viewable | Fields], Put]
"""Makes the record of an answer, for a request that may come again."""


@lru_cache
def _encoded(stand_in: Record) -> Attributes:
    return to_item(stand_in.stored_fields())


class AnsweredBefore(Exception):
    """The same request was carried out meanwhile: its receipt stands there."""


class Work:
    """Reads each record once, and writes at the end what was deferred (a session's `used_at`)."""

    def __init__(self) -> None:
        self._read: dict[Key, Attributes | None] = {}
        self._items: dict[Key, Item | None] = {}
        self._were_read: set[Key] = set()
        self._deferred: list[Update] = []
        self._receipt: Receipt | None = None

    def read(self, keys: Iterable[Key]) -> None:
        """Read those of the keys that were not read before, in one batch."""
        missing = [key for key in dict.fromkeys(keys) if not self.knows(key)]
        if missing:
            self._read_now(missing)

    def get(self, key: Key, kind: type[R]) -> R | None:
        """The record with this key, or None; read now if it was not read before."""
        item = self.item(key)
        return kind.from_item(item) if item is not None else None

    def exists(self, key: Key) -> bool:
        """Whether there is a record with this key. Nothing of it is decoded."""
        self.read([key])
        return self._read[key] is not None

    def look(self, key: Key, stand_in: R) -> R:
        """What the record says in the fields that are set in `stand_in`; the stand-in, where there is no record.

        Nothing else of the record is decoded, and a stand-in is decoded like one: whether there is a record, and how
        large it is, makes no difference.
        """
        self.read([key])
        encoded = _encoded(stand_in)
        attributes = self._read[key] or encoded
        return type(stand_in).from_item(from_item({name: attributes[name] for name in encoded if name in attributes}))

    def knows(self, key: Key) -> bool:
        """Whether it was read before, so that getting it costs nothing."""
        return key in self._read

    def item(self, key: Key) -> Item | None:
        """The record as the table holds it. It is decoded only now: what nobody asks for takes no time."""
        if key not in self._items:
            self.read([key])
            attributes = self._read[key]
            self._items[key] = from_item(attributes) if attributes is not None else None
        return self._items[key]

    def refresh(self, refused: ConditionFailed) -> None:
        """Go by what stood in the way of a write from now on.

        What else was read stays: where it is out of date too, the conditions of the next write say so.
        """
        for key, attributes in refused.failed.items():
            self._read[key] = attributes
            self._items.pop(key, None)

    def read_again(self, refused: ConditionFailed) -> None:
        """Read what was in the way of a write, as far as it was read before: what is only written may not be readable.

        Raises:
            StoreUnavailable: DynamoDB could not be reached, or refused each time.
        """
        keys = [key for key in refused.failed if key in self._were_read]
        if keys:
            self._read_now(keys)

    def defer(self, action: Update) -> None:
        """Write this at the request's end: as well as it can be done, and never at its cost."""
        self._deferred.append(action)

    def keep_receipt(self, receipt: Receipt) -> None:
        """Write a receipt with the action's first write that says what it answers."""
        self._receipt = receipt

    def write(self, actions: Sequence[Action], *, answer: Viewable | Fields | None = None) -> None:
        """Write all of it or nothing. What was deferred about the same records is not written any more.

        Args:
            answer: what the action answers once this is written; the receipt keeps it.

        Raises:
            AnsweredBefore: the same request wrote its receipt meanwhile.
            ConditionFailed: a condition was not fulfilled.
            TooMuchAtOnce: more than one transaction holds; nothing was written.
        """
        receipt = [self._receipt(answer)] if self._receipt and answer is not None else []
        wanted = [*actions, *receipt]
        written = {action.key for action in wanted}
        try:
            write(wanted)
        except ConditionFailed as refused:
            if any(put.key in refused for put in receipt):
                raise AnsweredBefore from None
            raise
        self._deferred = [action for action in self._deferred if action.key not in written]
        self._receipt = None if receipt else self._receipt

    def write_receipt(self, answer: Viewable | Fields) -> None:
        """Write the receipt of an action that had nothing to write, where one is to be kept.

        Raises:
            AnsweredBefore: the same request wrote its receipt meanwhile.
        """
        if self._receipt:
            self.write([], answer=answer)

    def _read_now(self, keys: Sequence[Key]) -> None:
        found = read_attributes(keys)
        for key in keys:
            self._read[key] = found.get(key)
            self._items.pop(key, None)
        self._were_read.update(keys)

    def finish(self) -> None:
        """Write what is still deferred. Where that fails, the request has succeeded all the same.

        Each by itself: in one transaction with the action, a denied permission for this would deny the action too.
        """
        deferred, self._deferred = self._deferred, []
        for action in deferred:
            with suppress(StoreUnavailable, ConditionFailed):
                update_once(action)
