"""orders.read"""

from plano.declarations.access import Access
from plano.domain.orders import read
from plano.domain.orders.params import ReadOrder
from plano.domain.orders.read import OrderAndTotals
from plano.domain.orders.record import order_key
from plano.domain.outcome import Outcome
from plano.pipeline.call import Call
from plano.pipeline.route import route
from plano.store.kinds import Kind


@route(
    ReadOrder,
    purpose="Answers one order, with the totals of its line items: how many there are, and the exact sums of their"
    " `gross_price`, `discount` and `net_price`.",
    access=Access(reads=(Kind.ORDER,), queries=(Kind.LINE_ITEM,)),
    looks_at=lambda params: [order_key(params.id)],
    answers=OrderAndTotals,
)
def handler(call: Call[ReadOrder]) -> Outcome:
    """Answer an order and its totals."""
    return read.read(call.params, call.caller, call.work)
