"""Changing a line item: what is given changes, as it stands at that moment, whoever else changes it at once."""

from plano.domain.callers import Caller
from plano.domain.changes import change, stale, still
from plano.domain.kept import kept
from plano.domain.line_items import filemaker, references
from plano.domain.line_items.move import move
from plano.domain.line_items.params import UpdateLineItem
from plano.domain.line_items.read import find
from plano.domain.line_items.record import FIELDS, as_read, key_of, to_answer
from plano.domain.outcome import Outcome
from plano.errors import ParamFault, faulty
from plano.store.values import Item
from plano.store.work import Work
from plano.store.write import Condition, ConditionFailed, Update, update

_TRIES = 10
"""How often it is tried again, when the line item or its order changes between reading and writing."""


def change_line_item(params: UpdateLineItem, caller: Caller, work: Work) -> Outcome:
    """Change the line item, and answer it as it is then.

    Raises:
        StatusError: invalid-param or missing-param, with every param at fault.
    """
    item = find(params.id, caller, work)
    values = {name: kept(getattr(params, name)) for name in FIELDS if name in params.model_fields_set}
    for _ in range(_TRIES):
        faults = [*references.faults_of_changes(params, caller, work), *_guard_faults(params, item)]
        if faults:
            raise faulty(faults)
        if not values:
            return Outcome(to_answer(item))
        try:
            return Outcome(to_answer(_write(params, item, {**values, **filemaker.order(values)}, caller, work)))
        except ConditionFailed:
            work.forget()
            item = find(params.id, caller, work)
    raise RuntimeError("the line item went on being changed")


def _write(params: UpdateLineItem, item: Item, values: Item, caller: Caller, work: Work) -> Item:
    condition = as_read(item).also(_guard(params, item))
    there = key_of({**item, **values})
    if there != key_of(item):
        return move(item, values, condition, caller, work)
    return update(_in_place(item, values, condition, caller))


def _in_place(item: Item, values: Item, condition: Condition, caller: Caller) -> Update:
    changed = change(key_of(item), values, caller, condition)
    if item["version"] > 1:
        return changed
    # What the first answer was is kept for whoever asks again with the same key.
    names, kept_first = {"first": "first"}, {"first": to_answer(item)}
    expression = changed.change.expression.replace("SET ", "SET #first = if_not_exists(#first, :first), ", 1)
    first = Condition(expression, {**changed.change.names, **names}, {**changed.change.values, **kept_first})
    return Update(changed.key, first, condition)


def _guard_faults(params: UpdateLineItem, item: Item) -> list[ParamFault]:
    return [*stale(params.if_updated_at, item), *filemaker.faults(params, item)]


def _guard(params: UpdateLineItem, item: Item) -> Condition:
    guard = filemaker.not_newer(params)
    return guard.also(still(item, "updated_at")) if params.if_updated_at else guard
