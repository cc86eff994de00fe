"""What the routes under orders answer, beyond an order itself."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import ClassVar

from plano.domain.listing.answers import Listed
from plano.domain.orders.record import Order
from plano.domain.outcome import AnswerData
from plano.domain.shown import shown
from plano.values import Fields, Number


@dataclass(frozen=True, repr=False, eq=False, kw_only=True)
class Totals(AnswerData):
    """What the line items of an order add up to. One that lacks a price adds nothing to its sum."""

    count: int = field(metadata=shown("How many line items the order has.", minimum=0))
    gross_price: Number = field(metadata=shown("The exact sum of their `gross_price`."))
    discount: Number = field(metadata=shown("The exact sum of their `discount`."))
    net_price: Number = field(metadata=shown("The exact sum of their `net_price`."))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class OrderAndTotals(Order):
    """An order, with what its line items add up to."""

    VIEWS: ClassVar = {view: (*names, "totals") if view != "minimal" else names for view, names in Order.VIEWS.items()}

    totals: Totals = field(metadata=shown("What the order's line items add up to. Their `price` is in no sum."))

    def in_view(self, view: str | None = None) -> Fields:
        """What an answer holds of it."""
        shown = Order.in_view(self, view)
        return {**shown, "totals": self.totals.in_view()} if "totals" in shown else shown


def with_totals(order: Order, totals: Totals) -> OrderAndTotals:
    """The order, with what its line items add up to."""
    return OrderAndTotals(**{one.name: getattr(order, one.name) for one in fields(order)}, totals=totals)


@dataclass(frozen=True, repr=False, eq=False, kw_only=True)
class ListedOrders(Listed):
    """A page of orders."""

    orders: Sequence[Order] = field(metadata=shown("The orders of this page.", max_items=100))
