"""Listing the catalog: everybody reads it, searched, sorted by their making, and page by page."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from plano.domain.listing.page import Listed, read_page
from plano.domain.listing.params import SortedIndexParams
from plano.domain.listing.scope import id_in, span_of
from plano.domain.listing.source import ById, Found, Given, Source
from plano.domain.outcome import Outcome
from plano.domain.services.record import ACTIVE, INACTIVE, Service, known_name, service_key
from plano.domain.shown import shown
from plano.params.declare import Params, param
from plano.params.types import Boolean, Text
from plano.store import listings
from plano.store.keys import Key
from plano.store.walk import Span, walk
from plano.store.work import Work
from plano.values import Fields

_SEARCHED = ("service_id", "name")
_GROUPS = {None: (ACTIVE, INACTIVE), True: (ACTIVE,), False: (INACTIVE,)}
_AT_ONCE = 100


class ServiceSearch(Params):
    """What to search services for."""

    term: Text = param(100, "What to look for: the whole value, not a part of it.", min_length=1)
    attributes: list[Literal["service_id", "name"]] | None = param(
        200,
        "Where to look for it: in the service's id, or in its name, in whatever letter case. Left out, in both.",
        default=None,
        min_length=1,
        max_length=2,
    )


class IndexServices(SortedIndexParams):
    """A page of services."""

    active: Boolean | None = param(
        350, "Only the services that are offered at the moment (true), or only the others (false).", default=None
    )
    search: ServiceSearch | None = param(600, "What to look for. Left out, all services are answered.", default=None)


@dataclass(frozen=True, repr=False, eq=False, kw_only=True)
class ListedServices(Listed):
    """A page of services."""

    services: Sequence[Service] = field(metadata=shown("The services of this page.", max_items=100))


def index(params: IndexServices, work: Work) -> Outcome:
    """A page of services.

    Raises:
        StatusError: invalid-param, on what is wrong with the page or its cursor.
    """
    load = partial(_load, active=params.active, work=work)
    query: Fields = {
        "filters": sorted(set(params.filters or ())),
        "ascending": params.ascending,
        "active": params.active,
        "search": params.search.model_dump() if params.search else None,
    }
    page = read_page("services", params, _source(params, work), query, load)
    return Outcome(ListedServices(services=page.records, next_cursor=page.next_cursor, count=page.total))


def _source(params: IndexServices, work: Work) -> Source:
    span = span_of(params.filters, ascending=params.ascending)
    if params.search is None:
        return ById([listings.of_group(Service.KIND, group) for group in _GROUPS[params.active]], span)
    term, attributes = params.search.term, params.search.attributes or _SEARCHED
    found: list[Found] = []
    if "service_id" in attributes:
        found += _with_id(term, span, work)
    if "name" in attributes:
        entries = walk([listings.of_key(Service.KIND, known_name(term))], span, at_once=_AT_ONCE)
        found += [Found((entry.id,), entry.key) for entry in entries]
    services = {entry: work.get(entry.key, Service) for entry in found if entry.key}
    wanted = [entry for entry, service in services.items() if service and params.active in (None, service.active)]
    return Given(wanted, span.ascending)


def _with_id(term: str, span: Span, work: Work) -> list[Found]:
    id = id_in(term)
    service = work.get(service_key(id), Service) if id is not None and span.holds(id) else None
    return [Found((service.id,), service.primary_key)] if service else []


def _load(found: list[Key], *, active: bool | None, work: Work) -> list[Service]:
    work.read(found)
    services = (work.get(key, Service) for key in found)
    return [service for service in services if service and active in (None, service.active)]
