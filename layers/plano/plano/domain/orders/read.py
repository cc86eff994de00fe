"""Reading an order, and what its line items add up to."""

from decimal import Decimal, localcontext

from plano.domain.callers import Caller
from plano.domain.line_items.record import DELETED, MOVED, is_there
from plano.domain.numbers import plain
from plano.domain.orders.params import ReadOrder
from plano.domain.orders.record import to_answer
from plano.domain.outcome import Outcome
from plano.errors import invalid_param, unknown_record
from plano.store import keys
from plano.store.query import query
from plano.store.values import Item
from plano.store.work import Work

_MARKS = (DELETED, MOVED)
_SUMMED = ("gross_price", "discount", "net_price")


def read(params: ReadOrder, caller: Caller, work: Work) -> Outcome:
    """The order in the view that was asked for, with its totals.

    Raises:
        StatusError: invalid-param where it does not exist, or not for this caller.
    """
    order = work.get(keys.record("Order", params.id))
    if order is None or not caller.sees(order):
        raise invalid_param(unknown_record("id", "order"))
    view = params.view or "default"
    shown = to_answer(order, view)
    return Outcome(shown if view == "minimal" else {**shown, "totals": totals(params.id)})


def totals(order_id: int) -> Item:
    """How many line items the order has, and the exact sums of their prices; one without a price adds nothing."""
    count = 0
    sums = dict.fromkeys(_SUMMED, Decimal(0))
    with localcontext(prec=300):  # far beyond 10,000 numbers of 38 digits, at whatever magnitudes
        for item in query(keys.record("Order", order_id), keys.LINE_ITEMS_PREFIX, attributes=(*_SUMMED, *_MARKS)):
            if not is_there(item):
                continue
            count += 1
            for name in _SUMMED:
                sums[name] += item.get(name, 0)
        return {"count": count, **{name: _shown(total) for name, total in sums.items()}}


def _shown(total: Decimal) -> int | Decimal:
    return plain(total) if total else 0
