"""orders.index"""

from plano.domain.orders import index
from plano.domain.orders.index_params import IndexOrders
from plano.domain.outcome import Outcome
from plano.pipeline.call import Call
from plano.pipeline.route import route


@route(
    IndexOrders,
    purpose="Answers the orders that you may see, page by page: all of them, or what a search finds.",
)
def handler(call: Call[IndexOrders]) -> Outcome:
    """Answer a page of orders."""
    return index.index(call.params, call.caller, call.work)
