"""The simulation itself: requests that came in one step are one group, and go the same way as long as they can."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.simulation.buckets import Bucket
from benchmarks.simulation.database import BULK, COMMONEST_SERVICE, OF_ONE_SERVICE, ON_ONE_ORDER, USUAL, Database
from benchmarks.simulation.draws import Draws
from benchmarks.simulation.environments import Environments
from benchmarks.simulation.importer import Importer
from benchmarks.simulation.limits import Limits
from benchmarks.simulation.outcome import End, Outcome, Second
from benchmarks.simulation.shapes import SECONDS, Shape
from benchmarks.simulation.times import Times
from benchmarks.simulation.units import Units
from plano.store.dynamodb.own import LONGEST
from plano.store.dynamodb.retries import TRIES

TICK = 0.01
TICKS = 100
"""In a second."""
FIRST_PAUSE = 1.0
"""The longest first pause of a call that was throttled, in seconds; each further one is twice as long."""
_CALL_SECONDS = LONGEST * 2.0
"""How long a call may take, with its tries and pauses."""
_PARTS = 2
"""Into how many parts a refused group is divided, each with a pause of its own."""
_DRAIN_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Traffic:
    """What is asked for: creates a second, in a shape, for so many seconds."""

    rate: float
    shape: Shape
    seconds: int = SECONDS


@dataclass(frozen=True, slots=True)
class _Group:
    kind: str
    count: int
    begun: int
    called: int
    tries: int = 0


class Simulation:
    """One run of it, from a seed."""

    def __init__(self, traffic: Traffic, limits: Limits, times: Times, units: tuple[Units, Units], seed: int) -> None:
        self._draws = Draws(seed)
        self._traffic = traffic
        self._seconds = {BULK: times.bulk}
        self._create_seconds, self._new = times.create, max(1, round(times.new_environment * TICKS))
        self._stage = Bucket("the API's stage", limits.stage_rate, limits.stage_burst)
        self._account = Bucket("the account's API Gateway", limits.account_rate, limits.account_burst)
        there = traffic.rate * times.create if traffic.shape.is_warm else 0.0
        self._environments = Environments(limits, there)
        self._database = Database(limits, *units)
        begins = traffic.shape.import_begins
        self._importer = Importer(begins) if begins is not None else None
        self._calls: defaultdict[int, list[_Group]] = defaultdict(list)
        self._ends: defaultdict[int, list[_Group]] = defaultdict(list)
        self._carried: defaultdict[str, float] = defaultdict(float)
        self._working = 0
        self.outcome = Outcome(TICK)

    def run(self) -> Outcome:
        """All of it, and then until every request has ended."""
        now = 0
        for _ in range(self._traffic.seconds + _DRAIN_SECONDS):
            self._second(now)
            now += TICKS
        return self.outcome

    def _second(self, now: int) -> None:
        seen, before = self.outcome, dict(self.outcome.ends)
        asked, cold, self._working = seen.asked, seen.cold, 0
        for tick in range(now, now + TICKS):
            self._step(tick)
        ends = {end: seen.ends[end] - before.get(end, 0) for end in End}
        answered = ends[End.ANSWERED]
        heat = {place.name: place.take_heat(1) for place in self._database.places}
        seen.seconds.append(
            Second(
                seen.asked - asked,
                answered,
                sum(ends.values()) - answered,
                self._working,
                self._environments.there,
                seen.cold - cold,
                heat,
            )
        )

    def _step(self, tick: int) -> None:
        now = tick * TICK
        for bucket in (self._stage, self._account):
            bucket.pass_time(TICK)
        self._environments.pass_time(now, TICK)
        self._database.pass_time(TICK)
        for group in self._ends.pop(tick, ()):
            self._end(group, End.ANSWERED, tick)
        for group in self._calls.pop(tick, ()):
            self._call(group, tick)
        if now < self._traffic.seconds:
            for kind, count in self._arrivals(now):
                self._arrive(kind, count, tick)
            self.outcome.at_work[self._environments.working] += 1
        self._working = max(self._working, self._environments.working)

    def _arrivals(self, now: float) -> Iterator[tuple[str, int]]:
        """Creates of each kind; in another order each time, so that none is always served first."""
        shape = self._traffic.shape
        mean = self._traffic.rate * shape.of_rate(now) * TICK
        hot = shape.on_one_order(now)
        kinds = [
            (USUAL, (1 - hot) * (1 - COMMONEST_SERVICE)),
            (OF_ONE_SERVICE, (1 - hot) * COMMONEST_SERVICE),
            (ON_ONE_ORDER, hot),
        ]
        self._draws.shuffle(kinds)
        for kind, part in kinds:
            count = self._draws.poisson(mean * part)
            if count:
                self.outcome.asked += count
                yield kind, count
        if self._importer is not None and (bulks := self._importer.begins_now(now)):
            yield BULK, bulks

    def _arrive(self, kind: str, count: int, tick: int) -> None:
        let_in = self._account.room(1, self._stage.room(1, count))
        for bucket in (self._stage, self._account):
            bucket.take(let_in)
        taken = self._environments.take(let_in)
        self.outcome.cold += taken.cold if kind != BULK else 0
        for end, ended in (
            (End.BY_API, count - let_in),
            (End.BY_LAMBDA, let_in - taken.warm - taken.cold),
        ):
            if ended:
                self._count(_Group(kind, ended, tick, tick), end, tick)
        if taken.warm:
            self._call(_Group(kind, taken.warm, tick, tick), tick)
        if taken.cold:
            begins = tick + self._new
            self._calls[begins].append(_Group(kind, taken.cold, tick, begins))

    def _call(self, group: _Group, tick: int) -> None:
        granted = self._database.write(group.kind, group.count)
        if granted:
            for ticks, count in self._work(group.kind, granted):
                self._ends[tick + ticks].append(_Group(group.kind, count, group.begun, group.called))
        refused = group.count - granted
        if refused:
            for place in self._database.places:
                self.outcome.refused_by[place.name] += refused if place.refuses else 0
            self._again(group, refused, tick)

    def _work(self, kind: str, count: int) -> Iterator[tuple[int, int]]:
        """How long they work, in whole ticks, so that the mean is right over all."""
        exact = self._seconds.get(kind, self._create_seconds) * TICKS
        short = int(exact)
        self._carried[kind] += (exact - short) * count
        longer = min(count, int(self._carried[kind]))
        self._carried[kind] -= longer
        for ticks, part in ((short, count - longer), (short + 1, longer)):
            if part:
                yield max(1, ticks), part

    def _again(self, group: _Group, count: int, tick: int) -> None:
        tries = group.tries + 1
        parts = min(_PARTS, count)
        for number in range(parts):
            part = count // parts + (number < count % parts)
            later = tick + max(1, round(self._draws.up_to(FIRST_PAUSE * 2 ** (tries - 1)) * TICKS))
            one = _Group(group.kind, part, group.begun, group.called, tries)
            if tries == TRIES or (later - group.called) * TICK >= _CALL_SECONDS:
                self._end(one, End.BY_DATABASE, tick)
            else:
                self._calls[later].append(one)

    def _end(self, group: _Group, end: End, tick: int) -> None:
        self._environments.release(group.count, tick * TICK)
        self._count(group, end, tick)

    def _count(self, group: _Group, end: End, tick: int) -> None:
        if group.kind == BULK:
            self._count_bulks(group.count, end, tick * TICK)
            return
        self.outcome.ends[end] += group.count
        if end is End.ANSWERED:
            self.outcome.took[tick - group.begun] += group.count

    def _count_bulks(self, count: int, end: End, now: float) -> None:
        self.outcome.bulks[end] += count
        if self._importer is None:
            return
        self._importer.ended(count, now, is_done=end is End.ANSWERED)
        if not self._importer.left and self.outcome.imported_after is None:
            self.outcome.imported_after = now - (self._traffic.shape.import_begins or 0.0)
