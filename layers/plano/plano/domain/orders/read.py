"""Reading an order, and what its line items add up to."""

from dataclasses import dataclass, field, fields
from typing import ClassVar

from plano.domain.callers import Caller
from plano.domain.line_items.totals import Totals, totals
from plano.domain.orders.params import ReadOrder
from plano.domain.orders.record import Order, order_key
from plano.domain.outcome import Outcome
from plano.domain.owners import may_see
from plano.domain.shown import shown
from plano.errors import invalid_param, unknown_record
from plano.store.work import Work
from plano.values import Fields


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class OrderAndTotals(Order):
    """An order, with what its line items add up to."""

    VIEWS: ClassVar = {view: (*names, "totals") if view != "minimal" else names for view, names in Order.VIEWS.items()}

    totals: Totals = field(metadata=shown("What the order's line items add up to. Their `price` is in no sum."))

    def in_view(self, view: str | None = None) -> Fields:
        """What an answer holds of it."""
        shown = Order.in_view(self, view)
        return {**shown, "totals": self.totals.in_view()} if "totals" in shown else shown


def read(params: ReadOrder, caller: Caller, work: Work) -> Outcome:
    """The order, with its totals where the view shows them.

    Raises:
        StatusError: invalid-param where it does not exist, or not for this caller.
    """
    order = find(params.id, caller, work)
    return Outcome(order if params.view == "minimal" else _with_totals(order, totals(order.primary_key)))


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


def _with_totals(order: Order, totals: Totals) -> OrderAndTotals:
    return OrderAndTotals(**{one.name: getattr(order, one.name) for one in fields(order)}, totals=totals)
