"""What orders, line items and services have in common: a version, who made and changed them, and views.

A change is written under the condition that the version is still the one that was read. So a change that arrives late,
after a newer one, is refused by the store, and one that arrives twice is counted once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, TypeVar

from plano import clock
from plano.domain.callers import Caller
from plano.domain.shown import ShownRecord, shown
from plano.domain.stored_values import stored_value
from plano.errors import ParamFault
from plano.params.declare import Params
from plano.store.changes import Change
from plano.store.conditions import Condition, equals
from plano.store.records import Record
from plano.values import Fields

V = TypeVar("V", bound="Versioned")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Versioned(ShownRecord):
    """A record that callers make and change. Its moments are ISO 8601 in UTC, as they are answered."""

    GIVEN: ClassVar[str]
    """The params that callers give of it, as `module:class`, which few functions load. Answers use its words."""

    id: int = field(metadata=shown("Its id, by which other routes take it.", minimum=1))
    version: int = field(metadata=shown("How many times it was written: 1 when it is made.", minimum=1))
    created_at: str = field(metadata=shown("When it was made: ISO 8601, in UTC.", format="date-time"))
    updated_at: str = field(metadata=shown("When it was last changed: ISO 8601, in UTC.", format="date-time"))
    created_by: str = field(metadata=shown("Who made it: `user` and an id, or `application` and a name."))
    updated_by: str = field(metadata=shown("Who last changed it: `user` and an id, or `application` and a name."))

    def unchanged(self) -> Condition:
        """The condition that nobody changed it since it was read."""
        return equals("version", self.version)

    def changed(self: V, values: Fields, caller: Caller) -> V:
        """The record after a change of some of its fields, None clearing one."""
        stamp: Fields = {"version": self.version + 1, "updated_at": clock.iso(clock.now()), "updated_by": caller.name}
        return self.with_values({**values, **stamp})


def new_stamp(caller: Caller) -> Fields:
    """The version of a new record, and who made it when."""
    now = clock.iso(clock.now())
    return {"version": 1, "created_at": now, "updated_at": now, "created_by": caller.name, "updated_by": caller.name}


def change_to(before: Record, after: Record) -> Change:
    """The change that makes one state of a record of the other. It touches nothing but what differs."""
    old, new = before.to_item(), after.to_item()
    return Change().set_all({name: new.get(name) for name in {**old, **new} if old.get(name) != new.get(name)})


def given(params: Params, names: Sequence[str]) -> Fields:
    """Those of the params that the caller gave, as they are stored; None where one is to be cleared."""
    return {name: stored_value(getattr(params, name)) for name in names if name in params.given}


def stale(if_updated_at: datetime | None, record: Versioned) -> list[ParamFault]:
    """The fault of a change that was meant for an earlier state of the record, if it is."""
    if if_updated_at is None or if_updated_at == clock.moment(record.updated_at):
        return []
    message = f"is not when this was last updated, which is {record.updated_at}: read it again, then change it"
    return [ParamFault("if_updated_at", message)]
