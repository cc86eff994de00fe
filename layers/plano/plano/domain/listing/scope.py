"""Scope: which records a caller may list, and what makes its query its own."""

from plano.domain.callers import LIAISON, Caller, spellings
from plano.domain.listing.params import IndexParams
from plano.store import listings
from plano.store.listings import Listing
from plano.values import Fields


def listings_for(kind: str, caller: Caller) -> list[Listing]:
    """All records of a kind for staff, those of its company's clients for a liaison, its own for a client."""
    return listings.of_all(kind) if caller.is_staff else owned_listings(kind, caller)


def owned_listings(kind: str, caller: Caller) -> list[Listing]:
    """The listings of what is the caller's own, or its company's; none for who has nothing of its own."""
    if caller.role == LIAISON:
        return [listings.of_company(kind, company) for company in spellings(caller.company)]
    return [listings.of_client(kind, caller.client_id)] if caller.client_id is not None else []


def query_of(params: IndexParams, caller: Caller) -> Fields:
    """What makes each index's query another one: whose records, and of which time."""
    whose = "staff" if caller.is_staff else f"{caller.role} {caller.client_id} {caller.company}"
    return {"whose": whose, "filters": sorted(set(params.filters or ()))}
