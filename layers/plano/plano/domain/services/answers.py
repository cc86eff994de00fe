"""What the routes under services answer, beyond a service itself."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from plano.domain.listing.answers import Listed
from plano.domain.services.record import Service
from plano.domain.shown import shown


@dataclass(frozen=True, repr=False, eq=False, kw_only=True)
class ListedServices(Listed):
    """A page of services."""

    services: Sequence[Service] = field(metadata=shown("The services of this page.", max_items=100))
