"""DynamoDB, as far as it can refuse: the table, the index that lists everything, one service, one order.

A write of a create is a transaction: all of its places have room for it, or it is refused.
"""

from dataclasses import dataclass

from benchmarks.simulation.buckets import Bucket
from benchmarks.simulation.limits import PARTITION_READS, PARTITION_WRITES, SPLIT_SECONDS, Limits
from benchmarks.simulation.units import Units

USUAL, OF_ONE_SERVICE, ON_ONE_ORDER, BULK = "usual", "of one service", "on one order", "bulk"
COMMONEST_SERVICE = 0.2
"""What share of the creates names the commonest service: assumed."""


@dataclass(frozen=True, slots=True)
class Use:
    """What one request takes of a place."""

    place: Bucket
    units: float


class Database:
    """The places, and what each kind of request takes of them."""

    def __init__(self, limits: Limits, create: Units, bulk: Units) -> None:
        writes, reads = PARTITION_WRITES * limits.partitions, PARTITION_READS * limits.partitions
        listing = PARTITION_WRITES * limits.shards
        table = _place("the table's writes", writes, splits=True)
        read = _place("the table's reads", reads, splits=True)
        everything = _place("the index `all`", listing)
        service = _place("the commonest service", PARTITION_READS)
        order = _place("the hot order", PARTITION_WRITES)
        self.places = [table, read, everything, service, order]
        usual = [Use(table, create.of_table), Use(read, create.reads), Use(everything, 1)]
        of_service = [] if limits.remembers_services else [Use(service, 1)]
        listed = bulk.indexes / (create.indexes or 1)
        self._uses = {
            USUAL: usual,
            OF_ONE_SERVICE: [*usual, *of_service],
            ON_ONE_ORDER: [*usual, Use(order, create.on_order)],
            BULK: [Use(table, bulk.of_table), Use(read, bulk.reads), Use(everything, listed)],
        }

    def pass_time(self, seconds: float) -> None:
        """Let every place get its units of so many seconds."""
        for place in self.places:
            place.pass_time(seconds)

    def write(self, kind: str, count: int) -> int:
        """How many of so many requests are carried out; the rest is refused."""
        uses = self._uses[kind]
        granted = count
        for use in uses:
            granted = use.place.room(use.units, granted)
        for use in uses:
            use.place.take(use.units * granted)
        return granted


def _place(name: str, rate: float, *, splits: bool = False) -> Bucket:
    return Bucket(name, rate, rate, SPLIT_SECONDS if splits else None)
