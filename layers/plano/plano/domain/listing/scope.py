"""Scope: which records a caller may list, and what makes its query its own."""

from plano.domain.callers import LIAISON, STAFF, Caller
from plano.domain.listing.params import IndexParams
from plano.store import listings
from plano.store.listings import Listing
from plano.store.values import Item


def listings_for(kind: str, caller: Caller) -> list[Listing]:
    """All records of a kind for staff, those of its company's clients for a liaison, its own for a client."""
    if caller.role in STAFF:
        return listings.of_all(kind)
    owned = owned_listing(kind, caller)
    return [owned] if owned else []


def owned_listing(kind: str, caller: Caller) -> Listing | None:
    """The listing of what is the caller's own, or its company's; None for who has nothing of its own."""
    if caller.role == LIAISON:
        return listings.of_company(kind, caller.company) if caller.company is not None else None
    return listings.of_client(kind, caller.client_id) if caller.client_id is not None else None


def query_of(params: IndexParams, caller: Caller) -> Item:
    """What every index's query is told apart by: whose records, and of which time."""
    whose = "staff" if caller.role in STAFF else f"{caller.role} {caller.client_id} {caller.company}"
    return {"whose": whose, "filters": sorted(set(params.filters or ()))}
