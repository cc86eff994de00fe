"""Listing line items: those of one record, or all that the caller sees; searched, sorted, and page by page."""

from functools import partial

from plano.domain.callers import STAFF, Caller
from plano.domain.line_items import search
from plano.domain.line_items.by_itemable import ByItemable
from plano.domain.line_items.index_params import IndexLineItems, sorting
from plano.domain.line_items.record import KIND, is_there, to_answer
from plano.domain.listing.page import answer
from plano.domain.listing.periods import span_of
from plano.domain.listing.scope import listings_for, query_of
from plano.domain.listing.source import ById, Source
from plano.domain.outcome import Outcome
from plano.errors import ParamFault, faulty, unknown_record
from plano.statuses import MISSING_PARAM
from plano.store import keys, listings
from plano.store.keys import Key
from plano.store.values import Item
from plano.store.work import Work


def index(params: IndexLineItems, caller: Caller, work: Work) -> Outcome:
    """A page of line items.

    Raises:
        StatusError: invalid-param or missing-param, on what is wrong with the record, the page or its cursor.
    """
    faults = _itemable_faults(params, caller, work)
    if faults:
        raise faulty(faults)
    source = _source(params, caller, work)
    load = partial(_load, view=params.view or "default", caller=caller, work=work)
    return Outcome(answer("line_items", params, source, _query(params, caller), load))


def to_read(params: IndexLineItems) -> list[Key]:
    """What is read along with the session: the record whose line items are asked for."""
    return [_itemable(params)] if params.itemable_type and params.itemable_id else []


def _source(params: IndexLineItems, caller: Caller, work: Work) -> Source:
    by, ascending = sorting(params)
    span = span_of(params.filters, ascending=ascending)
    if params.search is not None:
        return search.source(params, span, caller, work)
    if params.itemable_id is not None:
        return ById([listings.of_itemable("Order", params.itemable_id)], span)
    items = listings_for(KIND, caller)
    return ByItemable(listings_for("Order", caller), items, span) if by == "itemable_id" else ById(items, span)


def _load(found: list[Key], *, view: str, caller: Caller, work: Work) -> list[Item]:
    # Whose an order is stands in the order: an index may be a moment behind.
    orders = {key: Key(key.table, key.pk, key.pk.partition("#")[0]) for key in found}
    work.read([*found, *(orders.values() if caller.role not in STAFF else ())])
    items = [work.get(key) for key in found if caller.role in STAFF or caller.sees(work.get(orders[key]) or {})]
    return [to_answer(item, view) for item in items if is_there(item)]


def _itemable(params: IndexLineItems) -> Key:
    return keys.record(params.itemable_type or "", params.itemable_id or 0)


def _itemable_faults(params: IndexLineItems, caller: Caller, work: Work) -> list[ParamFault]:
    if (params.itemable_type is None) != (params.itemable_id is None):
        missing, there = ("itemable_id", "itemable_type")[:: 1 if params.itemable_id is None else -1]
        return [ParamFault(missing, f"is required together with {there}", MISSING_PARAM)]
    if params.itemable_id is not None and not _is_seen(work.get(_itemable(params)), caller):
        return [unknown_record("itemable_id", "order")]
    return []


def _is_seen(order: Item | None, caller: Caller) -> bool:
    return order is not None and caller.sees(order)


def _query(params: IndexLineItems, caller: Caller) -> Item:
    return {
        **query_of(params, caller),
        "sort": [str(part) for part in sorting(params)],
        "search": params.search.model_dump() if params.search else None,
        "itemable": [params.itemable_type, params.itemable_id],
    }
