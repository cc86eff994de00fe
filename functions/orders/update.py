"""orders.update"""

from plano.declarations.access import Access
from plano.domain.accounts.roles import client_key
from plano.domain.orders import update
from plano.domain.orders.params import UpdateOrder
from plano.domain.orders.record import Order, order_key
from plano.domain.outcome import Outcome
from plano.pipeline.call import Call
from plano.pipeline.route import route
from plano.store.kinds import Kind


@route(
    UpdateOrder,
    purpose="Changes an order: only what is given changes, and null clears it. Given to another client, which only"
    " employees and applications can do, it takes its line items along.",
    access=Access(reads=(Kind.ORDER, Kind.CLIENT), lists=(Kind.LINE_ITEM,), updates=(Kind.ORDER, Kind.LINE_ITEM)),
    looks_at=lambda params: [
        order_key(params.id),
        *([client_key(params.client_id)] if params.client_id else []),
    ],
    answers=Order,
)
def handler(call: Call[UpdateOrder]) -> Outcome:
    """Change an order."""
    return update.change_order(call.params, call.caller, call.work)
