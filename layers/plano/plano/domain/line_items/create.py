"""Adding a line item: once, whoever sends it how often, and only to an order of the caller's."""

from plano import clock, ids
from plano.domain.callers import Caller
from plano.domain.line_items import references
from plano.domain.line_items.params import CreateLineItem
from plano.domain.line_items.record import fingerprint, given, to_answer
from plano.domain.outcome import Outcome
from plano.errors import ParamFault, StatusError, invalid_param
from plano.statuses import MISSING_PARAM
from plano.store import keys
from plano.store.keys import Key
from plano.store.values import Item
from plano.store.work import Work
from plano.store.write import ABSENT, ConditionFailed, Put

_DRAWS = 5
"""How often an id is drawn again when another record has it already."""


def create(params: CreateLineItem, caller: Caller, work: Work) -> Outcome:
    """Add the line item, or answer the one that this key made before.

    Raises:
        StatusError: invalid-param or missing-param, with every reference at fault; or `key`, when it was used for a
            line item with other params.
    """
    faults = references.faults(params, caller, work)
    if faults:
        raise _with_status(faults)
    values = given(params)
    if params.key is not None:
        before = work.get(_place(params, 0))
        if before is not None:
            return _replay(before, fingerprint(values))
    return _write(params, values, caller, work)


def _write(params: CreateLineItem, values: Item, caller: Caller, work: Work) -> Outcome:
    for _ in range(_DRAWS):
        item = _new(params, values, caller, work)
        place, pointer = _place(params, item["id"]), keys.line_item_pointer(item["id"])
        belongs = {"itemable_type": params.itemable_type, "itemable_id": params.itemable_id, "place": place.sk}
        actions = [Put(place, item, ABSENT), Put(pointer, belongs, ABSENT), *references.checks(params, caller, work)]
        try:
            work.write(actions)
        except ConditionFailed as refused:
            before = refused.failed.pop(place, None)
            if before is not None:
                return _replay(before, item["fingerprint"])
            others = [key for key in refused.failed if key != pointer]
            if others:
                raise invalid_param(*(references.refused(params, key) for key in others)) from None
        else:
            return Outcome(to_answer(item))
    raise RuntimeError("every id that was drawn was taken")


def _new(params: CreateLineItem, values: Item, caller: Caller, work: Work) -> Item:
    now = clock.iso(clock.now())
    return {
        "kind": "LineItem",
        "id": ids.new_id(),
        **references.filled_in(params, work),
        **values,
        "fingerprint": fingerprint(values),
        "version": 1,
        "created_at": now,
        "updated_at": now,
        "created_by": caller.name,
        "updated_by": caller.name,
    }


def _place(params: CreateLineItem, id: int) -> Key:
    return keys.line_item(params.itemable_type, params.itemable_id, key=params.key, id=id)


def _replay(before: Item, asked: str) -> Outcome:
    if before["fingerprint"] != asked:
        fault = ParamFault("key", "has been used for a line item with other params on this record")
        raise invalid_param(fault)
    return Outcome(to_answer(before), replayed=True)


def _with_status(faults: list[ParamFault]) -> StatusError:
    missing = next((fault.status for fault in faults if fault.status is MISSING_PARAM), None)
    return StatusError(missing, faults=faults) if missing else invalid_param(*faults)
