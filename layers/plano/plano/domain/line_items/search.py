"""Searching line items: by their id, the id of their record, or the caller's key; always the whole value."""

from contextlib import suppress

from plano.domain.callers import Caller
from plano.domain.line_items.index_params import SEARCHED, IndexLineItems, sorting
from plano.domain.line_items.read import find
from plano.domain.line_items.record import LineItem
from plano.domain.listing.scope import id_in, with_key
from plano.domain.listing.source import ById, Found, Given, Merged, Source
from plano.domain.orders.record import order_key
from plano.domain.owners import may_see
from plano.errors import StatusError
from plano.store import listings
from plano.store.walk import Entry, Span
from plano.store.work import Work


def source(params: IndexLineItems, span: Span, caller: Caller, work: Work) -> Source:
    """The line items in which one of the attributes has the term as its value; on one record only, if one is named."""
    if params.search is None:
        raise AssertionError("there is nothing to search for")
    term, attributes = params.search.term, params.search.attributes or SEARCHED
    by_itemable = sorting(params)[0] == "itemable_id"
    entries: list[Entry] = []
    if "line_item_id" in attributes:
        entries += _with_id(term, caller, work)
    if "key" in attributes:
        entries += with_key(LineItem.KIND, term, span, caller)
    wanted = None if params.itemable_id is None else f"Order#{params.itemable_id}"
    given = [entry for entry in entries if span.holds(entry.id) and wanted in (None, entry.key.pk)]
    sources: list[Source] = [Given([_found(entry, by_itemable=by_itemable) for entry in given], span.ascending)]
    order = id_in(term) if "itemable_id" in attributes else None
    if order is not None and params.itemable_id in (None, order) and may_see(order_key(order), caller, work):
        sources.append(ById([listings.of_itemable("Order", order)], span, (order,) if by_itemable else ()))
    return Merged(sources, span.ascending)


def _found(entry: Entry, *, by_itemable: bool) -> Found:
    itemable = (int(entry.key.pk.partition("#")[2]),) if by_itemable else ()
    return Found((*itemable, entry.id), entry.key)


def _with_id(term: str, caller: Caller, work: Work) -> list[Entry]:
    id = id_in(term)
    with suppress(StatusError):
        if id is not None:
            return [Entry(id, find(id, caller, work).primary_key)]
    return []
