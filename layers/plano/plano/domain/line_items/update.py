"""Changing a line item: what is given changes, as it stands at that moment, whoever else changes it at once.

With another key, or on another record, it stands elsewhere: one transaction writes it there and marks what stood here,
so that in the table's stream a move differs from a removal. What is marked counts as absent, and is removed
afterwards.
"""

from collections.abc import Sequence

from plano import clock
from plano.domain.callers import Caller, same_owner
from plano.domain.line_items import filemaker, references
from plano.domain.line_items.delete import mark, remove_now
from plano.domain.line_items.other_params import UpdateLineItem
from plano.domain.line_items.read import find
from plano.domain.line_items.record import FIELDS, FREE, FULL, MOVED, LineItem, live, pointer_to
from plano.domain.orders.record import Order
from plano.domain.outcome import Outcome
from plano.domain.records import change_to, given, stale
from plano.errors import ParamFault, faulty, invalid_param
from plano.store import keys
from plano.store.attempt import attempt
from plano.store.changes import Change
from plano.store.conditions import equals
from plano.store.work import Work
from plano.store.write import Action, Check, ConditionFailed, Put, Update


def change_line_item(params: UpdateLineItem, caller: Caller, work: Work) -> Outcome:
    """Change the line item, and answer it as it is then.

    Raises:
        StatusError: invalid-param or missing-param, with every param at fault.
    """
    return attempt(work, lambda: _change(params, caller, work))


def _change(params: UpdateLineItem, caller: Caller, work: Work) -> Outcome:
    item = find(params.id, caller, work)
    work.read(references.to_read(params))
    refers = references.resolve(params, caller, work, at_once=True)
    faults = [*refers.faults, *stale(params.if_updated_at, item), *filemaker.faults(params, item)]
    if faults:
        raise faulty(faults)
    values = given(params, FIELDS)
    if not values:
        return Outcome(item)
    changed = item.changed({**values, **filemaker.order_number(values)}, caller)
    own = [] if caller.is_staff else [(item.itemable_key, caller.ownership())]
    if changed.primary_key == item.primary_key:
        work.write([_in_place(item, changed), *references.merged_checks([*refers.checks, *own])], answer=changed)
    else:
        itemable = refers.itemable or _itemable(item, work)
        checks = references.merged_checks([*refers.checks, *own, (itemable.primary_key, same_owner(itemable))])
        _move(item, changed.listed(itemable), checks, work)
    return Outcome(changed)


def _in_place(item: LineItem, changed: LineItem) -> Update:
    change = change_to(item, changed.with_values({"first": item.first or item.in_view()}))
    return Update(item.primary_key, change, item.unchanged())


def _itemable(item: LineItem, work: Work) -> Order:
    found = work.get(item.itemable_key, Order)
    if found is None:
        raise AssertionError("what was found stands on a record")
    return found


def _move(item: LineItem, changed: LineItem, checks: Sequence[Check], work: Work) -> None:
    # What made it had another key, or was on another record: no request is a repetition of it.
    moved = changed.with_values({"fingerprint": "moved", "first": None, "previous": item.show(FULL)})
    pointer = Change().set_all(pointer_to(moved).to_item())
    actions: list[Action] = [
        mark(item, {MOVED: clock.iso(clock.now())}),
        Put(moved.primary_key, moved, FREE),
        Update(keys.line_item_pointer(item.id), pointer, equals("place", item.primary_key.sk)),
        *checks,
    ]
    try:
        work.write(actions, answer=moved)
    except ConditionFailed as refused:
        there = live(refused.found(moved.primary_key, LineItem))
        if there is not None and there.id != item.id:
            raise invalid_param(ParamFault("key", "is that of another line item on this record")) from None
        raise
    remove_now(item.primary_key)
