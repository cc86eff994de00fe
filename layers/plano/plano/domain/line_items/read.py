"""Reading a line item by its id."""

from plano.domain.callers import Caller
from plano.domain.line_items.other_params import ReadLineItem
from plano.domain.line_items.record import NOWHERE, LineItem, LineItemPointer
from plano.domain.outcome import Outcome
from plano.domain.owners import may_see
from plano.errors import invalid_param, unknown_record
from plano.store import keys
from plano.store.work import Work

_TRIES = 3
"""Between the reading of its pointer and of itself a line item can be moved; so often in a row it is not."""


def read(params: ReadLineItem, caller: Caller, work: Work) -> Outcome:
    """The line item.

    Raises:
        StatusError: invalid-param where it does not exist, or not for this caller.
    """
    return Outcome(find(params.id, caller, work))


def find(id: int, caller: Caller, work: Work) -> LineItem:
    """The line item with this id, if the caller may see the order that it is on.

    Raises:
        StatusError: invalid-param on `id`.
    """
    pointer, was_looked_at_again = _pointer(id, work), False
    for _ in range(_TRIES):
        item = _at(pointer, caller, work)
        if item is not None and item.id == id and item.is_live:
            return item
        if was_looked_at_again:
            break
        # It may have been moved after its pointer was read; and back, so what stands there is read again with it.
        work, before = Work(), pointer
        work.read([keys.line_item_pointer(id), before.itemable_key, before.line_item_key])
        pointer = _pointer(id, work)
        was_looked_at_again = pointer == before
    raise invalid_param(unknown_record("id", "line item"))


def _pointer(id: int, work: Work) -> LineItemPointer:
    return work.look(keys.line_item_pointer(id), NOWHERE)


def _at(pointer: LineItemPointer, caller: Caller, work: Work) -> LineItem | None:
    """What stands where the pointer leads, if the caller may see it.

    Whether a line item doesn't exist or isn't the caller's: both take the same reads.
    """
    work.read([pointer.itemable_key, pointer.line_item_key])
    return work.get(pointer.line_item_key, LineItem) if may_see(pointer.itemable_key, caller, work) else None
