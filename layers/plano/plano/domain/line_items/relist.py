"""Listing an order's line items for its new client, after it was given to another.

The order says that this is going on until it is done. The request does it as far as one transaction reaches; what it
leaves, or breaks off, what the table's stream triggers finishes. Meanwhile a page shows nothing to whom the order does
not belong, since each page looks at the orders themselves.
"""

from collections.abc import Iterator
from itertools import islice

from plano.domain.callers import same_owner
from plano.domain.line_items.record import UNMARKED, owned
from plano.domain.orders.record import Order, order_key
from plano.store import listings
from plano.store.changes import Change
from plano.store.conditions import present
from plano.store.keys import Key
from plano.store.walk import Span, walk
from plano.store.work import Work
from plano.store.write import ABSENCE, Check, ConditionFailed, Update, write

_AT_ONCE = 98


def relist(order_id: int, *, batches: int | None = None) -> bool:
    """List the order's line items for the client that it belongs to.

    Args:
        batches: stop after so many transactions of 98 line items each; None for never.

    Returns:
        Whether all of them are listed now. Where the order changes meanwhile, the stream brings it once more.
    """
    order = Work().get(order_key(order_id), Order)
    if order is None or not order.relisting:
        return True
    owner = same_owner(order)
    try:
        for number, batch in enumerate(_batches(order)):
            if number == batches:
                return False
            write([*(_relisted(key, order) for key in batch), Check(order.primary_key, owner)])
        # Under its version: an order that went away and came back meanwhile is listed anew for that.
        write([Update(order.primary_key, Change().clear("relisting"), order.unchanged())])
    except ConditionFailed:
        return False
    return True


def _batches(order: Order) -> Iterator[list[Key]]:
    keys = (entry.key for entry in walk([listings.of_itemable(order.KIND, order.id)], Span(), at_once=1000))
    while batch := list(islice(keys, _AT_ONCE)):
        yield batch


def _relisted(key: Key, order: Order) -> Update:
    return Update(key, Change().set_all(owned(order)), present() & UNMARKED, gives_way_to=ABSENCE)
