"""line_items.read"""

from plano.domain.line_items import read
from plano.domain.line_items.params import ReadLineItem
from plano.domain.outcome import Outcome
from plano.pipeline.call import Call
from plano.pipeline.route import route
from plano.store import keys


@route(
    ReadLineItem,
    purpose="Answers one line item.",
    reads=lambda params: [keys.line_item_pointer(params.id)],
)
def handler(call: Call[ReadLineItem]) -> Outcome:
    """Answer a line item."""
    return read.read(call.params, call.caller, call.work)
