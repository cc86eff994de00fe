"""Reading an order, and what its line items add up to."""

from plano.domain.callers import Caller
from plano.domain.line_items.totals import totals
from plano.domain.orders.answers import with_totals
from plano.domain.orders.params import ReadOrder
from plano.domain.orders.record import Order, order_key
from plano.domain.outcome import Outcome
from plano.domain.owners import may_see
from plano.errors import invalid_param, unknown_record
from plano.store.work import Work


def read(params: ReadOrder, caller: Caller, work: Work) -> Outcome:
    """The order, with its totals where the view shows them.

    Raises:
        StatusError: invalid-param where it does not exist, or not for this caller.
    """
    order = find(params.id, caller, work)
    return Outcome(order if params.view == "minimal" else with_totals(order, totals(order.primary_key)))


def find(id: int, caller: Caller, work: Work) -> Order:
    """The order with this id, if the caller may see it.

    Raises:
        StatusError: invalid-param on `id`.
    """
    key = order_key(id)
    order = work.get(key, Order) if may_see(key, caller, work) else None
    if order is None:
        raise invalid_param(unknown_record("id", "order"))
    return order
