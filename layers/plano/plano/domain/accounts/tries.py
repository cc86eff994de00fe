"""One try at something that may fail only so often, and the counters in which it is entered.

A try is entered in its counters before anything slow is done with it, each time by one conditional write. It is
removed when it succeeds, and stays for 15 minutes when it fails. So however many tries come at once, never more
than the limit fail in any 15 minutes. While the tries that fill a counter are still under way, others wait for their
outcome, so that nobody is turned away because of logins that turn out right. A try that broke off (our outage, not a
wrong password) counts for ten seconds.
"""

import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import ClassVar

from plano import clock
from plano.errors import StatusError
from plano.statuses import TOO_MANY_REQUESTS
from plano.store.changes import Change
from plano.store.client import StoreUnavailable
from plano.store.conditions import absent, fewer_than, present
from plano.store.keys import Key, Table
from plano.store.pauses import pauses
from plano.store.records import Record
from plano.store.write import ConditionFailed, Update
from plano.store.write_one import update
from plano.values import Fields

WINDOW = timedelta(minutes=15)
UNDER_WAY = timedelta(seconds=10)
"""As long as a function may run. A try without an outcome after that broke off."""
PATIENCE_SECONDS = 5.0
_MOST_LOOKS = 100
_LONGEST_PAUSE = 0.25
_STORED = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Counter:
    """Whose failures are counted, and how many of them there may be within the `WINDOW`."""

    key: Key
    most: int


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Tries(Record):
    """A counter as it is stored: its tries by their ids, each with the moment `at` which it began, in milliseconds.

    One is `open` while its outcome is not known. One without an outcome after `UNDER_WAY` broke off, and counts as
    nothing: nobody learnt anything from it.
    """

    KIND = "Limit"
    TABLE: ClassVar = Table.SESSIONS

    tries: Mapping[str, Mapping[str, int | bool]] = field(default_factory=dict)

    def ends(self) -> dict[str, int]:
        """When each try stops to count, in milliseconds."""
        lasts = {True: _milliseconds(UNDER_WAY), False: _milliseconds(WINDOW)}
        return {id: one["at"] + lasts[bool(one["open"])] for id, one in self.tries.items()}

    def over(self) -> list[str]:
        """The tries that count no more."""
        return [id for id, end in self.ends().items() if end <= _now()]

    def is_any_under_way(self) -> bool:
        """Whether the outcome of a try that counts is still to come."""
        return any(one["open"] and id not in self.over() for id, one in self.tries.items())

    def seconds_until_room(self, most: int) -> int:
        """Until so many of the tries are over that fewer than `most` count: there are as many, or more."""
        end = sorted(self.ends().values())[-most]
        return max(1, -(-(end - _now()) // 1000))


class Try:
    """One try, in each counter that counts it. All of its writes can be carried out twice."""

    def __init__(self, id: str) -> None:
        self._id = id
        self._at = _now()
        self._entered: list[Counter] = []

    def enter(self, counters: Sequence[Counter]) -> None:
        """Enter each of the counters, or none."""
        for counter in counters:
            try:
                self._enter(counter)
            except StatusError:
                self.settle(failed=False)
                raise
            self._entered.append(counter)

    def settle(self, *, failed: bool) -> None:
        """Remove the try, or keep it for the `WINDOW`.

        Raises:
            StoreUnavailable: a failure could not be noted. Where a try can't be removed, it ends as one that broke off:
                what was done meanwhile, a registration say, has succeeded all the same.
        """
        path = ("tries", self._id)
        change, condition = Change().clear(path), present(path)
        if failed:
            change, condition = Change().set_at(path, self._value(is_open=False)), present("tries")
        # Where its condition fails, there is nothing to leave.
        forgiven = (ConditionFailed,) if failed else (ConditionFailed, StoreUnavailable)
        for counter in self._entered:
            with suppress(*forgiven):
                update(Update(counter.key, change, condition))

    def _enter(self, counter: Counter) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        over: list[str] = []
        for pause in pauses(_MOST_LOOKS, longest=_LONGEST_PAUSE):
            try:
                update(self._entry(counter, over))
                return
            except ConditionFailed as refused:
                found = refused.found(counter.key, Tries) or Tries()
            if self._id in found.tries or (not found.tries and self._is_first(counter)):
                return
            over = found.over()
            if len(found.tries) - len(over) < counter.most:
                continue  # there is room, once those that are over are dropped
            if not found.is_any_under_way():
                raise _too_many(found.seconds_until_room(counter.most))
            if time.monotonic() > deadline:
                break
            pause()
        raise _too_many(1)

    def _entry(self, counter: Counter, over: Sequence[str]) -> Update:
        """The try instead of those that are over, if these are all still there and leave room for it."""
        path = ("tries", self._id)
        change = Change().set_at(path, self._value(is_open=True)).set(removed_at=_removed_at())
        room = present("tries") & absent(path) & fewer_than("tries", counter.most + len(over))
        for id in over:
            change, room = change.clear(("tries", id)), room & present(("tries", id))
        return Update(counter.key, change, room)

    def _is_first(self, counter: Counter) -> bool:
        change = Change().set(tries={self._id: self._value(is_open=True)}, removed_at=_removed_at())
        try:
            update(Update(counter.key, change, absent("tries")))
        except ConditionFailed:
            return False
        return True

    def _value(self, *, is_open: bool) -> Fields:
        return {"at": self._at, "open": is_open}


def _now() -> int:
    return int(clock.now().timestamp() * 1000)


def _removed_at() -> int:
    return int((clock.now() + WINDOW + _STORED).timestamp())


def _milliseconds(duration: timedelta) -> int:
    return duration // timedelta(milliseconds=1)


def _too_many(seconds: int) -> StatusError:
    return StatusError(TOO_MANY_REQUESTS, retry_after=seconds)
