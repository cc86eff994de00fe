"""Reading a line item by its id."""

from plano.domain.callers import Caller
from plano.domain.line_items.params import ReadLineItem
from plano.domain.line_items.record import NOWHERE, LineItem, LineItemPointer
from plano.domain.orders.record import Order
from plano.domain.outcome import Outcome
from plano.errors import invalid_param, unknown_record
from plano.store import keys
from plano.store.work import Work

_TRIES = 3
"""Between the reading of its pointer and of itself a line item can be moved; so often in a row it is not."""


def read(params: ReadLineItem, caller: Caller, work: Work) -> Outcome:
    """The line item, in the view that was asked for.

    Raises:
        StatusError: invalid-param where it does not exist, or not for this caller.
    """
    return Outcome(find(params.id, caller, work).in_view(params.view))


def find(id: int, caller: Caller, work: Work) -> LineItem:
    """The line item with this id, if the caller may see the order that it is on.

    Raises:
        StatusError: invalid-param on `id`.
    """
    for _ in range(_TRIES):
        item = _follow(id, caller, work)
        if item is not None and item.id == id and item.is_live:
            return item
        if not work.is_refreshed and (item is None or item.moved_at is None):
            break
        work = Work()  # it was moved after its pointer was read
    raise invalid_param(unknown_record("id", "line item"))


def _follow(id: int, caller: Caller, work: Work) -> LineItem | None:
    """What stands where the pointer leads, if the caller may see it."""
    pointer = work.get(keys.line_item_pointer(id), LineItemPointer) or NOWHERE
    # Whether a line item doesn't exist or isn't the caller's: both take the second read.
    work.read([pointer.itemable_key, pointer.line_item_key])
    if not caller.may_see(work.get(pointer.itemable_key, Order)):
        return None
    return work.get(pointer.line_item_key, LineItem)
