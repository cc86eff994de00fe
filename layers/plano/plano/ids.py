"""Ids of records: time-ordered integers below 2^53, made without a shared counter.

41 bits of milliseconds since 2025 (enough until 2094), then 12 random ones. Two callers that meet in one millisecond
can draw the same number; whoever writes the record second is refused by its condition and draws again.
"""

import secrets
from datetime import UTC, datetime, timedelta

from plano import clock

EPOCH = datetime(2025, 1, 1, tzinfo=UTC)
RANDOM_BITS = 12
LARGEST = 2**53 - 1


def new_id() -> int:
    """A new id, greater than every id made in an earlier millisecond."""
    return new_ids(1)[0]


def new_ids(count: int) -> list[int]:
    """Ids for `count` records, consecutive, so that records made together keep their order. At most 4,096."""
    milliseconds = int((clock.now() - EPOCH).total_seconds() * 1000)
    first = (milliseconds << RANDOM_BITS) + secrets.randbelow(2**RANDOM_BITS - count + 1)
    return list(range(first, first + count))


def earliest_at(moment: datetime) -> int:
    """The smallest id that a record made at this moment, or later, can have."""
    return max(0, int((moment - EPOCH).total_seconds() * 1000)) << RANDOM_BITS


def made_at(id: int) -> datetime:
    """When a record with this id was made, to the millisecond."""
    return EPOCH + timedelta(milliseconds=id >> RANDOM_BITS)
