"""Listing orders: all that the caller may see, searched, sorted by their making, and page by page."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from plano.domain.callers import Caller
from plano.domain.listing.page import Listed, read_page
from plano.domain.listing.params import SortedIndexParams
from plano.domain.listing.scope import id_in, listings_for, query_of, span_of, with_key
from plano.domain.listing.source import ById, Found, Given, Source
from plano.domain.orders.record import Order, order_key
from plano.domain.outcome import Outcome
from plano.domain.owners import may_see
from plano.domain.shown import shown
from plano.params.declare import Params, param
from plano.params.types import Text
from plano.store.keys import Key
from plano.store.walk import Span
from plano.store.work import Work

_SEARCHED = ("order_id", "key")


class OrderSearch(Params):
    """What to search orders for."""

    term: Text = param(100, "What to look for: the whole value, not a part of it.", min_length=1)
    attributes: list[Literal["order_id", "key"]] | None = param(
        200,
        "Where to look for it: in the order's id, or in your own key for it. Left out, in both.",
        default=None,
        min_length=1,
        max_length=2,
    )


class IndexOrders(SortedIndexParams):
    """A page of orders."""

    search: OrderSearch | None = param(600, "What to look for. Left out, all orders are answered.", default=None)


@dataclass(frozen=True, repr=False, eq=False, kw_only=True)
class ListedOrders(Listed):
    """A page of orders."""

    orders: Sequence[Order] = field(metadata=shown("The orders of this page.", max_items=100))


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
    term, attributes = params.search.term, params.search.attributes or _SEARCHED
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
