"""Lambda's environments of one function: each works on one request; those without work are kept for a while."""

from collections import deque
from dataclasses import dataclass
from math import ceil

from benchmarks.simulation.buckets import Bucket
from benchmarks.simulation.limits import (
    ENVIRONMENTS_A_SECOND,
    ENVIRONMENTS_AT_ONCE,
    IDLE_SECONDS,
    REQUESTS_OF_AN_ENVIRONMENT,
    Limits,
)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of requests: how many an environment took that was there, or is new; the rest was refused."""

    warm: int
    cold: int


class Environments:
    """The environments. Those that worked last work next, as Lambda has it."""

    def __init__(self, limits: Limits, there: float) -> None:
        self._most = limits.environments
        self._new = Bucket("new environments", ENVIRONMENTS_A_SECOND, ENVIRONMENTS_AT_ONCE)
        requests = float(limits.environments * REQUESTS_OF_AN_ENVIRONMENT)
        self._requests = Bucket("requests of the function", requests, requests)
        self._idle: deque[list[float]] = deque()
        self.working = 0
        self.idle = 0
        if there:
            self._put(min(self._most, ceil(there)), 0.0)

    @property
    def there(self) -> int:
        """How many there are."""
        return self.working + self.idle

    def pass_time(self, now: float, seconds: float) -> None:
        """Let time pass: what has been without work for too long is gone."""
        self._new.pass_time(seconds)
        self._requests.pass_time(seconds)
        while self._idle and self._idle[0][0] < now - IDLE_SECONDS:
            self.idle -= int(self._idle.popleft()[1])

    def take(self, count: int) -> Taken:
        """Have so many requests worked on, as far as there is room."""
        count = self._requests.room(1, count)
        warm = min(count, self.idle)
        cold = self._new.room(1, min(count - warm, self._most - self.there))
        self._requests.take(warm + cold)
        self._new.take(cold)
        self._use(warm)
        self.working += warm + cold
        return Taken(warm, cold)

    def release(self, count: int, now: float) -> None:
        """So many requests have ended."""
        self.working -= count
        self._put(count, now)

    def _put(self, count: int, now: float) -> None:
        self.idle += count
        if self._idle and self._idle[-1][0] == now:
            self._idle[-1][1] += count
        else:
            self._idle.append([now, count])

    def _use(self, count: int) -> None:
        self.idle -= count
        while count:
            used = min(count, int(self._idle[-1][1]))
            self._idle[-1][1] -= used
            count -= used
            if not self._idle[-1][1]:
                self._idle.pop()
