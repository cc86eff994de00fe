"""line_items.update"""

from plano.declarations.access import Access
from plano.domain.line_items import references, update
from plano.domain.line_items.other_params import UpdateLineItem
from plano.domain.line_items.record import LineItem
from plano.domain.outcome import Outcome
from plano.pipeline.call import Call
from plano.pipeline.route import route
from plano.store import keys
from plano.store.kinds import Kind


@route(
    UpdateLineItem,
    purpose="Changes a line item: only what is given changes, and null clears it. With `if_updated_at`, or from"
    " FileMaker with `updated_in` and `updated_at_fm`, a newer change is never overwritten.",
    access=Access(
        reads=(Kind.LINE_ITEM_POINTER, Kind.LINE_ITEM, Kind.ORDER, Kind.SERVICE),
        creates=(Kind.LINE_ITEM,),
        updates=(Kind.LINE_ITEM, Kind.LINE_ITEM_POINTER),
        deletes=(Kind.LINE_ITEM,),
    ),
    looks_at=lambda params: [keys.line_item_pointer(params.id), *references.to_read(params)],
    answers=LineItem,
)
def handler(call: Call[UpdateLineItem]) -> Outcome:
    """Change a line item."""
    return update.change_line_item(call.params, call.caller, call.work)
