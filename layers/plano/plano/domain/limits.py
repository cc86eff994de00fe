"""How often somebody may fail before being told to wait: five logins for one email, fifty tries from one address.

A try is reserved in its counters before anything slow is done with it, each time by one conditional write; it is given
back when it succeeds, and stays for 15 minutes when it fails. So however many tries come at once, never more than the
limit fail in any 15 minutes: the slack is 0. While the tries that fill a counter are still under way, others wait for
their outcome, so that nobody is turned away because of logins that turn out right.
"""

import hashlib
import secrets
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from plano import clock
from plano.errors import StatusError
from plano.statuses import TOO_MANY_REQUESTS, Status
from plano.store import keys
from plano.store.keys import Key
from plano.store.write import Condition, ConditionFailed, Update, update

WINDOW = timedelta(minutes=15)
UNDER_WAY = timedelta(seconds=10)
"""As long as a function may run. A try without an outcome after that broke off; it counts as a failure."""
PATIENCE_SECONDS = 5.0
_LONGEST_PAUSE = 0.25
_KEPT = timedelta(hours=1)
_random = secrets.SystemRandom()


@dataclass(frozen=True, slots=True)
class Counter:
    """Whose failures are counted, and how many of them there may be within the `WINDOW`."""

    key: Key
    most: int


def logins_of_email(email: str) -> Counter:
    """The logins with one email, which has to be normalized."""
    return Counter(keys.limit("LoginsOfEmail", _hashed(email)), 5)


def logins_from(address: str) -> Counter:
    """The logins from one address."""
    return Counter(keys.limit("LoginsFrom", _hashed(_network(address))), 50)


def registrations_from(address: str) -> Counter:
    """The registrations from one address. Only those fail whose email is taken: they tell who is registered."""
    return Counter(keys.limit("RegistrationsFrom", _hashed(_network(address))), 50)


@contextmanager
def counted(counters: Sequence[Counter], failures: Collection[Status]) -> Iterator[None]:
    """Do something that may be tried only so often. It fails when it raises one of these statuses.

    Raises:
        StatusError: too-many-requests, with `retry-after` in seconds.
    """
    reserved = _Try(secrets.token_hex(8))
    reserved.enter(counters)
    try:
        yield
    except StatusError as error:
        reserved.settle(failed=error.status in failures)
        raise
    reserved.settle(failed=False)


class _Try:
    """One try, in each counter that counts it."""

    def __init__(self, id: str) -> None:
        self._id = id
        self._entered: list[Counter] = []

    def enter(self, counters: Sequence[Counter]) -> None:
        for counter in counters:
            try:
                self._enter(counter)
            except StatusError:
                self.settle(failed=False)
                raise
            self._entered.append(counter)

    def settle(self, *, failed: bool) -> None:
        names = {"tries": "tries", "id": self._id}
        there = Condition("attribute_exists(#tries.#id)", names)
        change = Condition("REMOVE #tries.#id", names)
        if failed:
            change = Condition("SET #tries.#id.#open = :no", {**names, "open": "open"}, {"no": False})
        for counter in self._entered:
            try:
                update(Update(counter.key, change, there))
            except ConditionFailed:
                continue  # it is so old that the counter has dropped it

    def _enter(self, counter: Counter) -> None:
        deadline, pause = time.monotonic() + PATIENCE_SECONDS, 0.02
        old: list[str] = []
        while True:
            try:
                update(self._entry(counter, old))
                return
            except ConditionFailed as refused:
                tries: Mapping[str, Any] = (refused.failed[counter.key] or {}).get("tries", {})
            if not tries and self._is_first(counter):
                return
            old = [id for id, one in tries.items() if one["at"] <= _now() - _milliseconds(WINDOW)]
            if len(tries) - len(old) < counter.most:
                continue  # there is room, once the old ones are dropped
            if not any(map(_is_under_way, tries.values())):
                raise _too_many(_seconds_until_room(tries, counter.most))
            if time.monotonic() > deadline:
                raise _too_many(1)
            time.sleep(_random.uniform(0.01, pause))
            pause = min(_LONGEST_PAUSE, pause * 1.5)

    def _entry(self, counter: Counter, old: Sequence[str]) -> Update:
        """The try in the place of the old ones, if they are all still there and leave room for it."""
        names = {"tries": "tries", "id": self._id, "removed_at": "removed_at"}
        names |= {f"old{position}": id for position, id in enumerate(old)}
        paths = [f"#tries.#old{position}" for position in range(len(old))]
        change = "SET #tries.#id = :try, #removed_at = :removed_at" + (f" REMOVE {', '.join(paths)}" if paths else "")
        room = ["attribute_exists(#tries)", "size(#tries) < :most", *(f"attribute_exists({path})" for path in paths)]
        return Update(
            counter.key,
            Condition(change, names, {"try": _new(), "removed_at": _removed_at()}),
            Condition(" AND ".join(room), {"tries": "tries"}, {"most": counter.most + len(old)}),
        )

    def _is_first(self, counter: Counter) -> bool:
        names = {"tries": "tries", "removed_at": "removed_at"}
        values = {"tries": {self._id: _new()}, "removed_at": _removed_at()}
        change = Condition("SET #tries = :tries, #removed_at = :removed_at", names, values)
        try:
            update(Update(counter.key, change, Condition("attribute_not_exists(#tries)", {"tries": "tries"})))
        except ConditionFailed:
            return False
        return True


def _new() -> Mapping[str, Any]:
    return {"at": _now(), "open": True}


def _now() -> int:
    return int(clock.now().timestamp() * 1000)


def _removed_at() -> int:
    return int((clock.now() + WINDOW + _KEPT).timestamp())


def _milliseconds(duration: timedelta) -> int:
    return duration // timedelta(milliseconds=1)


def _is_under_way(one: Mapping[str, Any]) -> bool:
    return bool(one["open"]) and one["at"] > _now() - _milliseconds(UNDER_WAY)


def _seconds_until_room(tries: Mapping[str, Any], most: int) -> int:
    """Until so many of the tries have left the window that fewer than `most` are in it."""
    free_at: int = sorted(one["at"] for one in tries.values())[-most] + _milliseconds(WINDOW)
    return max(1, -(-(free_at - _now()) // 1000))


def _too_many(seconds: int) -> StatusError:
    return StatusError(TOO_MANY_REQUESTS, headers={"retry-after": str(seconds)})


def _network(address: str) -> str:
    """An IPv4 address, or the 64-bit network that somebody with an IPv6 address has all of."""
    if ":" not in address:
        return address
    from ipaddress import ip_network

    try:
        return str(ip_network(f"{address}/64", strict=False))
    except ValueError:
        return address


def _hashed(subject: str) -> str:
    return hashlib.sha256(subject.encode()).hexdigest()
