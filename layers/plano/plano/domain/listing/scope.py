"""Which records a caller may list: whose, of which time, with which id or key; and what makes its query its own.

Periods go by the days of UTC, and by weeks from Monday.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from plano import clock, ids
from plano.domain.callers import LIAISON, Caller, spellings
from plano.domain.listing.params import Filter, IndexParams
from plano.store import listings
from plano.store.listings import Listing
from plano.store.walk import Entry, Span, walk
from plano.values import Fields

_AT_ONCE = 100
_LONGEST = len(str(ids.LARGEST))


def listings_for(kind: str, caller: Caller) -> list[Listing]:
    """All records of a kind for staff, those of its company's clients for a liaison, its own for a client."""
    return listings.of_all(kind) if caller.is_staff else _owned_listings(kind, caller)


def id_in(term: str) -> int | None:
    """The id that the term is, if it can be one."""
    is_number = term.isascii() and term.isdigit() and len(term) <= _LONGEST
    return int(term) if is_number and 0 < int(term) <= ids.LARGEST else None


def with_key(kind: str, term: str, span: Span, caller: Caller) -> list[Entry]:
    """The records of a kind in the span that have this key, as far as the caller may list them."""
    if caller.is_staff:
        return list(walk([listings.of_key(kind, term)], span, at_once=_AT_ONCE))
    found = [
        walk([listings.of_key(kind, term)], span, at_once=_AT_ONCE, among=among)
        for among in _owned_listings(kind, caller)
    ]
    return [entry for entries in found for entry in entries]


def span_of(filters: Sequence[Filter] | None, *, ascending: bool) -> Span:
    """The ids of what was made in all of these periods."""
    starts = [ids.earliest_at(_start(period, clock.now())) for period in filters or ()]
    return Span(low=max(starts, default=0), ascending=ascending)


def query_of(params: IndexParams, caller: Caller) -> Fields:
    """What makes each index's query another one: whose records, and of which time."""
    whose = "staff" if caller.is_staff else f"{caller.role} {caller.client_id} {caller.company}"
    return {"whose": whose, "filters": sorted(set(params.filters or ()))}


def _owned_listings(kind: str, caller: Caller) -> list[Listing]:
    """The listings of what is the caller's own, or its company's; none for who has nothing of its own."""
    if caller.role == LIAISON:
        return [listings.of_company(kind, company) for company in spellings(caller.company)]
    return [listings.of_client(kind, caller.client_id)] if caller.client_id is not None else []


def _start(period: Filter, now: datetime) -> datetime:
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    match period:
        case "today":
            return midnight
        case "this_week":
            return midnight - timedelta(days=midnight.weekday())
        case "this_month":
            return midnight.replace(day=1)
        case "this_year":
            return midnight.replace(month=1, day=1)
