"""Reading a line item by its id."""

from plano.domain.callers import Caller
from plano.domain.line_items.params import ReadLineItem
from plano.domain.line_items.record import MOVED, is_there, to_answer
from plano.domain.outcome import Outcome
from plano.errors import invalid_param, unknown_record
from plano.store import keys
from plano.store.keys import Key
from plano.store.values import Item
from plano.store.work import Work


def read(params: ReadLineItem, caller: Caller, work: Work) -> Outcome:
    """The line item, in the view that was asked for.

    Raises:
        StatusError: invalid-param where it does not exist, or not for this caller.
    """
    return Outcome(to_answer(find(params.id, caller, work), params.view or "default"))


def find(id: int, caller: Caller, work: Work) -> Item:
    """The line item with this id as it is kept, if the caller sees the order that it is on."""
    itemable, place = whereabouts(id, work)
    # A caller can't tell by the time whether a line item doesn't exist or isn't theirs: both take the second read.
    work.read([itemable, place])
    item, order = work.get(place), work.get(itemable)
    if item is not None and item["id"] == id and MOVED in item:
        return find(id, caller, Work())  # it was moved between the two reads
    if not is_there(item) or order is None or item["id"] != id or not caller.sees(order):
        raise invalid_param(unknown_record("id", "line item"))
    return item


def whereabouts(id: int, work: Work) -> tuple[Key, Key]:
    """The keys of the order that a line item is on, and of the line item; of nothing, where there is none."""
    return _where(work.get(keys.line_item_pointer(id)))


def _where(pointer: Item | None) -> tuple[Key, Key]:
    found = pointer or {"itemable_type": "Order", "itemable_id": 0, "place": "L"}
    order = keys.record(found["itemable_type"], found["itemable_id"])
    return order, Key(order.table, order.pk, found["place"])
