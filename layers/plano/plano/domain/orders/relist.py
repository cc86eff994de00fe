"""Listing an order's line items for its new client, after it was given to another.

The order says that this is going on until it is done: whoever asks for the same change after a crash finishes it.
Meanwhile a page shows nothing to whom the order does not belong, since each page looks at the orders themselves.
"""

from collections.abc import Iterator
from itertools import islice

from plano.domain.callers import same_owner
from plano.domain.line_items.record import UNMARKED, owned
from plano.store import keys, listings
from plano.store.keys import Key
from plano.store.values import Item
from plano.store.walk import Span, walk
from plano.store.work import Work
from plano.store.write import ABSENCE, Check, Condition, ConditionFailed, Update, update, write

_MARK = "relisting"
STARTED: Item = {_MARK: True}
"""What an order that is given to another client says of itself, from then on until its line items are too."""
_AT_ONCE = 99


def is_unfinished(order: Item) -> bool:
    """Whether some of its line items may still be listed for an earlier client."""
    return bool(order.get(_MARK))


def finish(order: Item, work: Work) -> Item:
    """List its line items for the client that it belongs to, and answer the order as it is then.

    Where it is given to yet another client meanwhile, that request lists them.
    """
    key = keys.record("Order", order["id"])
    still_whose = same_owner(order)
    try:
        for updates in _in_batches(order):
            write([*updates, Check(key, still_whose)])
        done = Condition("REMOVE #mark", {"mark": _MARK})
        order = update(Update(key, done, still_whose))
    except ConditionFailed:
        work.forget()
        order = work.get(key) or order
    return order


def _in_batches(order: Item) -> Iterator[list[Update]]:
    entries = walk([listings.of_itemable("Order", order["id"])], Span(), at_once=1000)
    while batch := [_relisted(entry.key, order) for entry in islice(entries, _AT_ONCE)]:
        yield batch


def _relisted(key: Key, order: Item) -> Update:
    names = {f"owner{position}": name for position, name in enumerate(owned(order))}
    values = {short: value for short, name in names.items() if (value := owned(order)[name]) is not None}
    sets = ", ".join(f"#{short} = :{short}" for short in values)
    removes = ", ".join(f"#{short}" for short in names if short not in values)
    expression = " ".join(([f"SET {sets}"] if sets else []) + ([f"REMOVE {removes}"] if removes else []))
    change = Condition(expression, names, values)
    there = Condition("attribute_exists(pk)").also(UNMARKED)
    return Update(key, change, there, gives_way_to=ABSENCE)
