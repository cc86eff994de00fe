"""Adding line items together: all of them or none, each checked as one by itself would be.

DynamoDB writes at most 100 records in one transaction. Where line items, pointers and checks are more together, the
pointers are written first: one that points nowhere yet says nothing. The transaction that writes the line items then
makes all of them exist at once, or none.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from plano import ids
from plano.domain.callers import Caller, same_owner
from plano.domain.line_items import references
from plano.domain.line_items.new import first_answer, key_fault, new_item, place, pointer
from plano.domain.line_items.params import BulkCreateLineItems, NewLineItem
from plano.domain.line_items.record import FREE, is_there, to_answer
from plano.domain.orders import relist
from plano.domain.outcome import Outcome
from plano.errors import ParamFault, faulty
from plano.store.client import StoreUnavailable
from plano.store.keys import Key
from plano.store.values import Item
from plano.store.work import Work
from plano.store.write import MOST_AT_ONCE, Action, Check, ConditionFailed, Delete, Put, write

_TRIES = 5


def to_read(params: BulkCreateLineItems) -> Iterator[Key]:
    """Every record that adding these line items has to look at, as far as it is known before any is read."""
    for element in params.line_items:
        yield from references.to_read(element)


def bulk_create(params: BulkCreateLineItems, caller: Caller, work: Work) -> Outcome:
    """Add the line items, or answer those that their keys made before.

    Raises:
        StatusError: invalid-param or missing-param, with every reference and key at fault, by position.
    """
    for _ in range(_TRIES):
        before = _before(params.line_items, caller, work)
        missing = [position for position, item in enumerate(before) if item is None]
        made = dict(zip(missing, ids.new_ids(len(missing)), strict=True)) if missing else {}
        new = {position: new_item(params.line_items[position], id, caller, work) for position, id in made.items()}
        try:
            _write([(params.line_items[position], item) for position, item in new.items()], caller, work)
        except ConditionFailed:
            work.forget()  # something changed since it was read: look again
        else:
            answers = [to_answer(new[i]) if item is None else first_answer(item) for i, item in enumerate(before)]
            return Outcome({"line_items": answers}, replayed=not new)
    raise RuntimeError("what the line items refer to went on being changed")


def _before(elements: Sequence[NewLineItem], caller: Caller, work: Work) -> list[Item | None]:
    """What the elements' keys made before.

    Raises:
        StatusError: anything is wrong with any of them.
    """
    work.read(key for element in elements for key in references.to_read(element))
    work.read(key for element in elements for key in references.order_of_source(element, work))
    places = Counter(place(element, 0) for element in elements if element.key is not None)
    found: list[Item | None] = []
    faults: list[ParamFault] = []
    for position, element in enumerate(elements):
        wrong = [*references.faults(element, caller, work), *references.hidden_source(element, caller, work)]
        item = work.get(place(element, 0)) if element.key is not None and not wrong else None
        found.append(item if is_there(item) else None)
        if is_there(item) and (fault := key_fault(element, item)):
            wrong = [fault]
        if element.key is not None and places[place(element, 0)] > 1:
            wrong = [*wrong, ParamFault("key", "is the key of another of these line items, too")]
        faults += [replace(fault, param=f"line_items[{position}].{fault.param}") for fault in wrong]
    if faults:
        raise faulty(faults)
    return found


def _write(new: list[tuple[NewLineItem, Item]], caller: Caller, work: Work) -> None:
    mains = [Put(place(element, item["id"]), item, FREE) for element, item in new]
    pointers = [pointer(element, item["id"]) for element, item in new]
    checks = {check.key: check for element, _ in new for check in references.checks(element, caller, work)}
    together: list[Action] = [*mains, *pointers, *checks.values()]
    if len(together) <= MOST_AT_ONCE:
        work.write(together)
        return
    write(pointers)
    try:
        work.write(mains)
    except ConditionFailed:  # after any other failure nobody knows whether the line items are there
        with suppress(StoreUnavailable, ConditionFailed):  # a pointer that stays leads nowhere
            write([Delete(put.key) for put in pointers])
        raise
    _see_to_listing(new, work)


def _see_to_listing(new: list[tuple[NewLineItem, Item]], work: Work) -> None:
    """List them for the owner of their order, where that changed since it was read."""
    orders = dict.fromkeys(references.itemable_key(element) for element, _ in new)
    try:
        work.write([Check(key, same_owner(work.get(key) or {})) for key in orders])
    except ConditionFailed as refused:
        work.forget()
        for order in filter(None, refused.failed.values()):
            relist.finish(order, work)
