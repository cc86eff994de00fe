"""Listing the catalog: everybody reads it, searched, sorted by their making, and page by page."""

from functools import partial

from plano.domain.listing.page import answer
from plano.domain.listing.periods import span_of
from plano.domain.listing.source import ById, Found, Given, Source
from plano.domain.listing.terms import id_in
from plano.domain.outcome import Outcome
from plano.domain.services.index_params import SEARCHED, IndexServices
from plano.domain.services.record import ACTIVE, INACTIVE, KIND, known_name, to_answer
from plano.store import keys, listings
from plano.store.keys import Key
from plano.store.values import Item
from plano.store.walk import Span, walk
from plano.store.work import Work

_GROUPS = {None: (ACTIVE, INACTIVE), True: (ACTIVE,), False: (INACTIVE,)}
_AT_ONCE = 100


def index(params: IndexServices, work: Work) -> Outcome:
    """A page of services.

    Raises:
        StatusError: invalid-param, on what is wrong with the page or its cursor.
    """
    load = partial(_load, view=params.view or "default", active=params.active, work=work)
    query = {
        "filters": sorted(set(params.filters or ())),
        "ascending": params.ascending,
        "active": params.active,
        "search": params.search.model_dump() if params.search else None,
    }
    return Outcome(answer("services", params, _source(params, work), query, load))


def _source(params: IndexServices, work: Work) -> Source:
    span = span_of(params.filters, ascending=params.ascending)
    if params.search is None:
        return ById([listings.of_group(KIND, group) for group in _GROUPS[params.active]], span)
    term, attributes = params.search.term, params.search.attributes or SEARCHED
    found: list[Found] = []
    if "service_id" in attributes:
        found += _with_id(term, span, work)
    if "name" in attributes:
        entries = walk([listings.of_key(KIND, known_name(term))], span, at_once=_AT_ONCE)
        found += [Found((entry.id,), entry.key) for entry in entries]
    services = {entry: work.get(entry.key) for entry in found if entry.key}
    wanted = [entry for entry, service in services.items() if service and params.active in (None, service["active"])]
    return Given(wanted, span.ascending)


def _with_id(term: str, span: Span, work: Work) -> list[Found]:
    id = id_in(term)
    service = work.get(keys.record(KIND, id)) if id is not None and span.holds(id) else None
    return [Found((service["id"],), keys.record(KIND, service["id"]))] if service else []


def _load(found: list[Key], *, view: str, active: bool | None, work: Work) -> list[Item]:
    work.read(found)
    services = [work.get(key) for key in found]
    return [to_answer(service, view) for service in services if service and active in (None, service["active"])]
