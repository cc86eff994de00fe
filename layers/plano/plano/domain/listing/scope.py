"""Scope: which records a caller may list, of which time, and what makes its query its own.

Periods go by the days of UTC, and by weeks from Monday.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from plano import clock, ids
from plano.domain.callers import LIAISON, Caller, spellings
from plano.domain.listing.params import Filter, IndexParams
from plano.store import listings
from plano.store.listings import Listing
from plano.store.walk import Span
from plano.values import Fields


def listings_for(kind: str, caller: Caller) -> list[Listing]:
    """All records of a kind for staff, those of its company's clients for a liaison, its own for a client."""
    return listings.of_all(kind) if caller.is_staff else owned_listings(kind, caller)


def owned_listings(kind: str, caller: Caller) -> list[Listing]:
    """The listings of what is the caller's own, or its company's; none for who has nothing of its own."""
    if caller.role == LIAISON:
        return [listings.of_company(kind, company) for company in spellings(caller.company)]
    return [listings.of_client(kind, caller.client_id)] if caller.client_id is not None else []


def span_of(filters: Sequence[Filter] | None, *, ascending: bool) -> Span:
    """The ids of what was made in all of these periods."""
    starts = [ids.earliest_at(_start(period, clock.now())) for period in filters or ()]
    return Span(low=max(starts, default=0), ascending=ascending)


def query_of(params: IndexParams, caller: Caller) -> Fields:
    """What makes each index's query another one: whose records, and of which time."""
    whose = "staff" if caller.is_staff else f"{caller.role} {caller.client_id} {caller.company}"
    return {"whose": whose, "filters": sorted(set(params.filters or ()))}


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
