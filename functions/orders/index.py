"""orders.index"""

from plano.declarations.access import Access
from plano.domain.orders import index
from plano.domain.orders.index import IndexOrders, ListedOrders
from plano.domain.outcome import Outcome
from plano.pipeline.call import Call
from plano.pipeline.route import route
from plano.store.kinds import Kind


@route(
    IndexOrders,
    purpose="Answers the orders that you may see, page by page: all of them, or what a search finds.",
    access=Access(reads=(Kind.ORDER,), lists=(Kind.ORDER,)),
    answers=ListedOrders,
)
def handler(call: Call[IndexOrders]) -> Outcome:
    """Answer a page of orders."""
    return index.index(call.params, call.caller, call.work)
