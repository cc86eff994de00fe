"""Listing orders: all that the caller may see, searched, sorted by their making, and page by page."""

from functools import partial

from plano.domain.callers import Caller
from plano.domain.listing.page import read_page
from plano.domain.listing.scope import listings_for, query_of, span_of
from plano.domain.listing.source import ById, Found, Given, Source
from plano.domain.listing.terms import id_in, with_key
from plano.domain.orders.answers import ListedOrders
from plano.domain.orders.index_params import SEARCHED, IndexOrders
from plano.domain.orders.record import Order, order_key
from plano.domain.outcome import Outcome
from plano.domain.owners import may_see
from plano.store.keys import Key
from plano.store.walk import Span
from plano.store.work import Work


def index(params: IndexOrders, caller: Caller, work: Work) -> Outcome:
    """A page of orders.

    Raises:
        StatusError: invalid-param, on what is wrong with the page or its cursor.
    """
    load = partial(_load, caller=caller, work=work)
    query = {
        **query_of(params, caller),
        "ascending": params.ascending,
        "search": params.search.model_dump() if params.search else None,
    }
    page = read_page("orders", params, _source(params, caller, work), query, load)
    return Outcome(ListedOrders(orders=page.records, next_cursor=page.next_cursor, count=page.total))


def _source(params: IndexOrders, caller: Caller, work: Work) -> Source:
    span = span_of(params.filters, ascending=params.ascending)
    if params.search is None:
        return ById(listings_for(Order.KIND, caller), span)
    term, attributes = params.search.term, params.search.attributes or SEARCHED
    found = _with_id(term, span, caller, work) if "order_id" in attributes else []
    if "key" in attributes:
        found += [Found((entry.id,), entry.key) for entry in with_key(Order.KIND, term, span, caller)]
    return Given(found, span.ascending)


def _with_id(term: str, span: Span, caller: Caller, work: Work) -> list[Found]:
    id = id_in(term)
    if id is None or not span.holds(id) or not may_see(order_key(id), caller, work):
        return []
    return [Found((id,), order_key(id))]


def _load(found: list[Key], *, caller: Caller, work: Work) -> list[Order]:
    work.read(found)
    orders = (work.get(key, Order) for key in found if may_see(key, caller, work))
    return [order for order in orders if order]
