"""line_items.delete"""

from plano.domain.line_items import delete
from plano.domain.line_items.params import DeleteLineItem
from plano.domain.outcome import Outcome
from plano.pipeline.call import Call
from plano.pipeline.route import route
from plano.store import keys


@route(
    DeleteLineItem,
    purpose="Removes a line item. Its `key` is free again; removing it twice is an invalid-param the second time.",
    reads=lambda params: [keys.line_item_pointer(params.id)],
)
def handler(call: Call[DeleteLineItem]) -> Outcome:
    """Remove a line item."""
    return delete.delete(call.params, call.caller, call.work)
