"""Search terms: an id, or a key of the caller's."""

from plano import ids
from plano.domain.callers import Caller
from plano.domain.listing.scope import owned_listings
from plano.store import listings
from plano.store.walk import Entry, Span, walk

_AT_ONCE = 100

_LONGEST = len(str(ids.LARGEST))


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
        for among in owned_listings(kind, caller)
    ]
    return [entry for entries in found for entry in entries]
