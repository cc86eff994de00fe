"""What is simulated: each rate in each shape, as deployed, and with the limits prepared for it."""

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.simulation import limits, units
from benchmarks.simulation.outcome import Outcome
from benchmarks.simulation.run import Simulation, Traffic
from benchmarks.simulation.shapes import SHAPES, Shape
from benchmarks.simulation.times import Times

RATES = (10, 1_000, 100_000)
SEED = 12


@dataclass(frozen=True, slots=True)
class Run:
    """One row of the table."""

    rate: int
    shape: Shape
    is_prepared: bool

    @property
    def title(self) -> str:
        """What is shown while it goes on."""
        return f"{self.rate:,} a second, {self.shape.name}, {'prepared' if self.is_prepared else 'as deployed'}"

    def outcome(self, times: Times, seed: int = SEED) -> Outcome:
        """What comes of it."""
        create = units.of_create()
        chosen = limits.prepared(self.rate, create, times.create) if self.is_prepared else limits.as_deployed()
        traffic = Traffic(self.rate, self.shape)
        return Simulation(traffic, chosen, times, (create, units.of_bulk()), seed).run()


def runs(times: Times) -> Iterator[Run]:
    """All of them. Where nothing has to be prepared, nothing is."""
    for rate in RATES:
        for shape in SHAPES:
            yield Run(rate, shape, is_prepared=False)
            if limits.changes(rate, units.of_create(), times.create):
                yield Run(rate, shape, is_prepared=True)
