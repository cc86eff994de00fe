"""Changing a record: only what is given changes, null clears, and nobody's newer change is overwritten unseen."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from plano import clock
from plano.domain.callers import Caller
from plano.errors import ParamFault
from plano.store.keys import Key
from plano.store.values import Item
from plano.store.write import Condition, Update


def change(key: Key, values: Mapping[str, Any], caller: Caller, condition: Condition) -> Update:
    """The change of a record to these values, None clearing one; its version and who changed it when go along.

    The version is counted by the store, so that of many changes at once each gets one of its own.
    """
    stamped = {**values, "updated_at": clock.iso(clock.now()), "updated_by": caller.name}
    names = {f"set{position}": name for position, name in enumerate(stamped)}
    assigned = {short: stamped[name] for short, name in names.items() if stamped[name] is not None}
    cleared = [short for short in names if short not in assigned]
    sets = ["#version = #version + :one", *(f"#{short} = :{short}" for short in assigned)]
    expression = f"SET {', '.join(sets)}"
    if cleared:
        expression += f" REMOVE {', '.join(f'#{short}' for short in cleared)}"
    return Update(key, Condition(expression, {"version": "version", **names}, {"one": 1, **assigned}), condition)


def stale(if_updated_at: datetime | None, record: Item) -> list[ParamFault]:
    """The fault of a change that was meant for an earlier state of the record, if it is."""
    if if_updated_at is None or if_updated_at == clock.moment(record["updated_at"]):
        return []
    message = f"is not when this was last updated, which is {record['updated_at']}: read it again, then change it"
    return [ParamFault("if_updated_at", message)]


def still(record: Item, name: str) -> Condition:
    """The condition that an attribute is as it was read."""
    short = f"still_{name}"
    if record.get(name) is None:
        return Condition(f"attribute_not_exists(#{short})", {short: name})
    return Condition(f"#{short} = :{short}", {short: name}, {short: record[name]})
