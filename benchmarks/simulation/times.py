"""How long a function works on a request: of the bench's own results, and what docs/prices.toml assumes."""

from dataclasses import dataclass

from benchmarks import sizes


@dataclass(frozen=True, slots=True)
class Times:
    """In seconds: a warm create, a bulk, and what a new environment takes before it works."""

    create: float
    bulk: float
    new_environment: float


def of_bench() -> Times:
    """As deployed: with a snapshot, and the template's size of memory."""
    size, _ = sizes.deployed()
    assumed = sizes.assumed()
    restored = assumed["restore_ms"] + assumed["restored_cpu_ms"] / sizes.share(size)
    return Times(sizes.create_ms(size) / 1000, assumed["bulk_ms"] / 1000, restored / 1000)
