"""line_items.update"""

from plano.domain.line_items import references, update
from plano.domain.line_items.params import UpdateLineItem
from plano.domain.outcome import Outcome
from plano.pipeline.call import Call
from plano.pipeline.route import route
from plano.store import keys


@route(
    UpdateLineItem,
    purpose="Changes a line item: only what is given changes, and null clears it. With `if_updated_at`, or from"
    " FileMaker with `updated_in` and `updated_at_fm`, a newer change is never overwritten.",
    reads=lambda params: [keys.line_item_pointer(params.id), *references.to_read(params)],
)
def handler(call: Call[UpdateLineItem]) -> Outcome:
    """Change a line item."""
    return update.change_line_item(call.params, call.caller, call.work)
