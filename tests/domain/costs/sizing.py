"""Which size of memory the functions have: what each size makes of the measured CPU and memory."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from benchmarks import sizes
from benchmarks.sizes import Measured
from domain.costs.dollars import Bill

BUDGET_MS = 1_000
"""Our budget of a request, as LatencyAlarm has it."""
RATE = 10
"""The creates a second of the month that is shown."""


@dataclass(frozen=True, slots=True)
class Size:
    """One size of memory, with a snapshot and without. Times are in milliseconds, dollars those of Lambda alone."""

    memory_mb: int
    largest: Measured
    """The function that uses most memory."""
    create_ms: float
    hashing_ms: float
    restored_ms: float
    started_ms: float
    restored_month: float
    started_month: float

    @property
    def fits(self) -> bool:
        """Whether every function has room."""
        return self.largest.fits(self.memory_mb)

    @property
    def is_quick_enough(self) -> bool:
        """Whether a create and a password's hash are answered within the budget, in a restored environment too."""
        return max(self.create_ms, self.hashing_ms, self.restored_ms) <= BUDGET_MS


def of_deployment(deployed: Bill) -> list[Size]:
    """All sizes, with what else is deployed."""
    return list(_sizes(deployed))


def _sizes(deployed: Bill) -> Iterator[Size]:
    client = deployed.deployment.client
    rows = [row for row in sizes.measured().values() if row.client == client]
    hashing = sizes.measured()[sizes.HASHES, client]
    assumed = sizes.assumed()
    for memory in sizes.SIZES:
        one = replace(deployed, deployment=replace(deployed.deployment, memory_mb=memory))
        without = replace(one, deployment=replace(one.deployment, has_snapshots=False))
        waits = assumed["waits_ms"]
        yield Size(
            memory_mb=memory,
            largest=max(rows, key=lambda row: row.memory_mb),
            create_ms=one.create_ms(),
            hashing_ms=hashing.warm_ms(memory) + waits,
            restored_ms=assumed["restore_ms"] + assumed["restored_cpu_ms"] / sizes.share(memory) + waits,
            started_ms=assumed["new_ms"] + sizes.create(client).start_ms(memory) + waits,
            restored_month=one.of_lambda(RATE),
            started_month=without.of_lambda(RATE),
        )
