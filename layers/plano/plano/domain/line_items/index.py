"""Listing line items: those of one record, or all that the caller may see; searched, sorted, and page by page."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from plano.domain.callers import Caller
from plano.domain.line_items import search
from plano.domain.line_items.by_itemable import ByItemable
from plano.domain.line_items.index_params import IndexLineItems, sorting
from plano.domain.line_items.record import LineItem, live
from plano.domain.line_items.references import half_a_pair
from plano.domain.listing.page import Listed, read_page
from plano.domain.listing.scope import listings_for, query_of, span_of
from plano.domain.listing.source import ById, Source
from plano.domain.orders.record import Order
from plano.domain.outcome import Outcome
from plano.domain.owners import may_see
from plano.domain.shown import shown
from plano.errors import ParamFault, faulty, unknown_record
from plano.store import keys, listings
from plano.store.keys import Key
from plano.store.work import Work
from plano.values import Fields


@dataclass(frozen=True, repr=False, eq=False, kw_only=True)
class ListedLineItems(Listed):
    """A page of line items."""

    line_items: Sequence[LineItem] = field(metadata=shown("The line items of this page.", max_items=100))


def index(params: IndexLineItems, caller: Caller, work: Work) -> Outcome:
    """A page of line items.

    Raises:
        StatusError: invalid-param or missing-param, on what is wrong with the record, the page or its cursor.
    """
    faults = _itemable_faults(params, caller, work)
    if faults:
        raise faulty(faults)
    source = _source(params, caller, work)
    load = partial(_load, caller=caller, work=work)
    page = read_page("line_items", params, source, _query(params, caller), load)
    return Outcome(ListedLineItems(line_items=page.records, next_cursor=page.next_cursor, count=page.total))


def to_read(params: IndexLineItems) -> list[Key]:
    """What is read along with the session: the record whose line items are asked for."""
    return [_itemable(params)] if params.itemable_type and params.itemable_id else []


def _source(params: IndexLineItems, caller: Caller, work: Work) -> Source:
    by, ascending = sorting(params)
    span = span_of(params.filters, ascending=ascending)
    if params.search is not None:
        return search.source(params, span, caller, work)
    if params.itemable_id is not None:
        return ById([listings.of_itemable(Order.KIND, params.itemable_id)], span)
    items = listings_for(LineItem.KIND, caller)
    return ByItemable(listings_for(Order.KIND, caller), items, span) if by == "itemable_id" else ById(items, span)


def _load(found: list[Key], *, caller: Caller, work: Work) -> list[LineItem]:
    # Whose an order is stands in the order: an index may be a moment behind.
    orders = {key: Key(key.table, key.pk, Order.KIND) for key in found}
    work.read([*found, *(() if caller.is_staff else orders.values())])
    visible = [key for key in found if caller.is_staff or may_see(orders[key], caller, work)]
    items = (live(work.get(key, LineItem)) for key in visible)
    return [item for item in items if item]


def _itemable_faults(params: IndexLineItems, caller: Caller, work: Work) -> list[ParamFault]:
    faults = half_a_pair(params, "itemable_type", "itemable_id", both_or_none=True)
    if not faults and params.itemable_id is not None and not may_see(_itemable(params), caller, work):
        faults = [unknown_record("itemable_id", "order")]
    return faults


def _itemable(params: IndexLineItems) -> Key:
    return keys.record(params.itemable_type or "", params.itemable_id or 0)


def _query(params: IndexLineItems, caller: Caller) -> Fields:
    return {
        **query_of(params, caller),
        "sort": [str(part) for part in sorting(params)],
        "search": params.search.model_dump() if params.search else None,
        "itemable": [params.itemable_type, params.itemable_id],
    }
