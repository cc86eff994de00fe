"""The params of services.index."""

from typing import Literal

from plano.domain.listing.params import SortedIndexParams
from plano.params.declare import Params, param
from plano.params.types import Boolean, Text

SEARCHED = ("service_id", "name")


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
