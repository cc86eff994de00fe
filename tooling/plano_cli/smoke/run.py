"""A run as it stands in the sessions table while it lasts: all that it may have made, written before it makes it.

So what a killed run left is known by its exact keys, without a scan. Everything it makes carries its mark.
"""

import os
import secrets
import socket
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ClassVar

from plano import clock
from plano.store.changes import Change
from plano.store.conditions import equals
from plano.store.keys import Key, Table
from plano.store.query import query_records
from plano.store.records import Record
from plano.store.write import Delete, Put, Update, write

MARK = "plano-smoke-"
"""What the mark of each run begins with: a user's last name, an order's `external_order_id`, a token's name."""
_PARTITION = "SmokeRun"
_LEASE = timedelta(minutes=2)
"""Longer than one step can last. A run that has not said for so long that it is alive was killed."""
_RENEWED_AFTER = timedelta(seconds=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run(Record):
    """One run. `receipts_of_orders` and `receipts` are partitions: receipts say which orders were made.

    The table removes receipts after some days. Which orders there are then, the listings of its clients say.
    """

    KIND = _PARTITION
    TABLE: ClassVar = Table.SESSIONS

    mark: str
    emails: Sequence[str]
    user_ids: Sequence[int]
    application: str
    email_id: int
    receipts_of_orders: Sequence[str]
    receipts: Sequence[str]
    host: str
    process: int
    began_at: datetime
    alive_until: datetime
    client_ids: Sequence[int] = ()
    """What runs of earlier versions did not write down."""

    @property
    def primary_key(self) -> Key:
        """Where it stands."""
        return Key(self.TABLE, _PARTITION, self.mark)

    @property
    def callers(self) -> frozenset[str]:
        """Its callers, as records and notifications name them."""
        return frozenset({f"application {self.mark}", *(f"user {int(id)}" for id in self.user_ids)})

    @property
    def is_over(self) -> bool:
        """Whether nobody carries it out any more."""
        if self.host == socket.gethostname() and not _runs(int(self.process)):
            return True
        return self.alive_until < clock.now()

    def begin(self) -> None:
        """Write it down, before anything is made."""
        write([Put(self.primary_key, self)])

    def go_on(self) -> "Run":
        """The run with a new lease, where the one it has is no longer young.

        Raises:
            ConditionFailed: another run took it for killed, and removed it.
        """
        now = clock.now()
        if self.alive_until - now > _LEASE - _RENEWED_AFTER:
            return self
        until = now + _LEASE
        write([Update(self.primary_key, Change().set(alive_until=clock.iso(until)), equals("mark", self.mark))])
        return replace(self, alive_until=until)

    def end(self) -> None:
        """Forget it, once nothing of it is left."""
        write([Delete(self.primary_key)])


def new_mark() -> str:
    """The mark of a run that is about to begin."""
    return MARK + secrets.token_hex(6)


def lease() -> tuple[str, int, datetime, datetime]:
    """Who carries out a run that begins now: host, process, since when, and until when it needn't say so again."""
    now = clock.now()
    return socket.gethostname(), os.getpid(), now, now + _LEASE


def known_runs() -> Iterator[Run]:
    """The runs that are under way, or were killed."""
    return query_records(Key(Table.SESSIONS, _PARTITION, ""), MARK, Run)


def _runs(process: int) -> bool:
    with suppress(PermissionError):  # it runs, as somebody else's
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
    return True
