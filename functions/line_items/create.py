"""line_items.create"""

from plano.declarations.access import Access
from plano.domain.line_items import create
from plano.domain.line_items.params import CreateLineItem
from plano.domain.line_items.record import LineItem
from plano.domain.outcome import Outcome
from plano.pipeline.call import Call
from plano.pipeline.route import route
from plano.statuses import MANDRILL_EMAIL_FAILED
from plano.store.kinds import Kind


@route(
    CreateLineItem,
    purpose="Adds a line item to an order: what was ordered, how many, and at which prices. Sent again with the same"
    " `key`, it answers the line item that is there already and adds nothing.",
    statuses=(MANDRILL_EMAIL_FAILED,),
    access=Access(
        reads=(Kind.ORDER, Kind.LINE_ITEM, Kind.LINE_ITEM_POINTER, Kind.SERVICE),
        creates=(Kind.LINE_ITEM, Kind.LINE_ITEM_POINTER),
    ),
    looks_at=create.to_read,
    answers=LineItem,
)
def handler(call: Call[CreateLineItem]) -> Outcome:
    """Add a line item to an order."""
    return create.create(call.params, call.caller, call.work)
