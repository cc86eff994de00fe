"""Adding a line item: once, whoever sends it how often, and only to an order of the caller's."""

from plano import ids
from plano.domain.callers import Caller
from plano.domain.line_items import references
from plano.domain.line_items.new import first_answer, key_fault, new_item, place, pointer
from plano.domain.line_items.params import NewLineItem
from plano.domain.line_items.record import FREE, is_there, to_answer
from plano.domain.outcome import Outcome
from plano.errors import faulty, invalid_param
from plano.store.values import Item
from plano.store.work import Work
from plano.store.write import ConditionFailed, Put

_TRIES = 5
"""How often it is tried again, when another record has the id, or the order goes to another owner meanwhile."""


def create(params: NewLineItem, caller: Caller, work: Work) -> Outcome:
    """Add the line item, or answer the one that this key made before.

    Raises:
        StatusError: invalid-param or missing-param, with every reference at fault; or `key`, when it was used for a
            line item with other params.
    """
    faults = references.faults(params, caller, work)
    if faults:
        raise faulty([*faults, *references.hidden_source(params, caller, work)])
    before = work.get(place(params, 0)) if params.key is not None else None
    return _replay(params, before) if is_there(before) else _write(params, caller, work)


def _write(params: NewLineItem, caller: Caller, work: Work) -> Outcome:
    for _ in range(_TRIES):
        item = new_item(params, ids.new_id(), caller, work)
        there, by_id = place(params, item["id"]), pointer(params, item["id"])
        try:
            work.write([Put(there, item, FREE), by_id, *references.checks(params, caller, work)])
        except ConditionFailed as refused:
            before = refused.failed.pop(there, None)
            if before is not None:
                return _replay(params, before)
            refused.failed.pop(by_id.key, None)  # another record has the id: draw again
            faults = references.refused(params, refused.failed, caller, work)
            if faults:
                raise invalid_param(*faults) from None
        else:
            return Outcome(to_answer(item))
    raise RuntimeError("every id that was drawn was taken")


def _replay(params: NewLineItem, before: Item) -> Outcome:
    fault = key_fault(params, before)
    if fault:
        raise invalid_param(fault)
    return Outcome(first_answer(before), replayed=True)
