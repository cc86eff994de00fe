"""line_items.delete"""

from plano.declarations.access import Access
from plano.domain.line_items import delete
from plano.domain.line_items.delete import RemovedLineItem
from plano.domain.line_items.other_params import DeleteLineItem
from plano.domain.outcome import Outcome
from plano.pipeline.call import Call
from plano.pipeline.route import route
from plano.store import keys
from plano.store.kinds import Kind


@route(
    DeleteLineItem,
    purpose="Removes a line item. Its `key` is free again; removing it twice is an invalid-param the second time.",
    access=Access(
        reads=(Kind.LINE_ITEM_POINTER, Kind.LINE_ITEM, Kind.ORDER),
        updates=(Kind.LINE_ITEM,),
        deletes=(Kind.LINE_ITEM, Kind.LINE_ITEM_POINTER),
    ),
    looks_at=lambda params: [keys.line_item_pointer(params.id)],
    answers=RemovedLineItem,
)
def handler(call: Call[DeleteLineItem]) -> Outcome:
    """Remove a line item."""
    return delete.delete(call.params, call.caller, call.work)
