"""orders.create"""

from plano.declarations.access import Access
from plano.domain.accounts.roles import client_key
from plano.domain.orders import create
from plano.domain.orders.params import CreateOrder
from plano.domain.orders.record import Order
from plano.domain.outcome import Outcome
from plano.pipeline.call import Call
from plano.pipeline.route import route
from plano.store.kinds import Kind


@route(
    CreateOrder,
    purpose="Makes an order, to which line items can then be added.",
    access=Access(reads=(Kind.CLIENT,), creates=(Kind.ORDER,)),
    looks_at=lambda params: [client_key(params.client_id)] if params.client_id else [],
    answers=Order,
)
def handler(call: Call[CreateOrder]) -> Outcome:
    """Make an order."""
    return create.create(call.params, call.caller, call.work)
