"""line_items.bulk_create"""

from plano.declarations.access import Access
from plano.domain.line_items import bulk_create
from plano.domain.line_items.bulk_create import AddedLineItems
from plano.domain.line_items.other_params import BulkCreateLineItems
from plano.domain.outcome import Outcome
from plano.pipeline.call import Call
from plano.pipeline.route import route
from plano.store.kinds import Kind


@route(
    BulkCreateLineItems,
    purpose="Adds up to 45 line items: all of them, or none where anything is wrong with any. Sent again with the same"
    " keys, it answers the line items that are there already and adds nothing.",
    access=Access(
        reads=(Kind.ORDER, Kind.LINE_ITEM, Kind.LINE_ITEM_POINTER, Kind.SERVICE),
        creates=(Kind.LINE_ITEM, Kind.LINE_ITEM_POINTER),
    ),
    looks_at=bulk_create.to_read,
    answers=AddedLineItems,
)
def handler(call: Call[BulkCreateLineItems]) -> Outcome:
    """Add line items together."""
    return bulk_create.bulk_create(call.params, call.caller, call.work)
