"""line_items.read"""

from plano.declarations.access import Access
from plano.domain.line_items import read
from plano.domain.line_items.other_params import ReadLineItem
from plano.domain.line_items.record import LineItem
from plano.domain.outcome import Outcome
from plano.pipeline.call import Call
from plano.pipeline.route import route
from plano.store import keys
from plano.store.kinds import Kind


@route(
    ReadLineItem,
    purpose="Answers one line item.",
    access=Access(reads=(Kind.LINE_ITEM_POINTER, Kind.LINE_ITEM, Kind.ORDER)),
    looks_at=lambda params: [keys.line_item_pointer(params.id)],
    answers=LineItem,
)
def handler(call: Call[ReadLineItem]) -> Outcome:
    """Answer a line item."""
    return read.read(call.params, call.caller, call.work)
