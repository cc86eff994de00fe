"""line_items.index"""

from plano.declarations.access import Access
from plano.domain.line_items import index
from plano.domain.line_items.index import ListedLineItems
from plano.domain.line_items.index_params import IndexLineItems
from plano.domain.outcome import Outcome
from plano.pipeline.call import Call
from plano.pipeline.route import route
from plano.store.kinds import Kind


@route(
    IndexLineItems,
    purpose="Answers the line items that you may see, page by page: all of them, those of one record, or what a search"
    " finds.",
    access=Access(reads=(Kind.ORDER, Kind.LINE_ITEM, Kind.LINE_ITEM_POINTER), lists=(Kind.ORDER, Kind.LINE_ITEM)),
    looks_at=index.to_read,
    answers=ListedLineItems,
)
def handler(call: Call[IndexLineItems]) -> Outcome:
    """Answer a page of line items."""
    return index.index(call.params, call.caller, call.work)
