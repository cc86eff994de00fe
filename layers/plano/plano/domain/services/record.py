"""A service of the catalog as it is stored, and as it is answered."""

from dataclasses import dataclass
from typing import ClassVar

from plano.domain.records import Versioned
from plano.store import keys, listings
from plano.store.keys import Key
from plano.values import Number

ACTIVE, INACTIVE = "active", "inactive"
FIELDS = (
    "name",
    "description",
    "group_name",
    "primary",
    "base_price",
    "unit_price",
    "active",
)
"""What callers can say of it: the names in `ServiceFields`, which other routes needn't load."""
_DEFAULT = ("id", *FIELDS, "created_at", "updated_at")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Service(Versioned):
    """What can be ordered."""

    KIND = "Service"
    GIVEN = "plano.domain.services.params:ServiceFields"
    VIEWS: ClassVar = {
        "minimal": ("id", "name", "active"),
        "default": _DEFAULT,
        "full": (*_DEFAULT, "version", "created_by", "updated_by"),
    }

    name: str
    description: str | None = None
    group_name: str | None = None
    primary: bool | None = None
    base_price: Number | None = None
    unit_price: Number | None = None
    active: bool
    listed_for_all: str | None = None
    listed_by_key: str | None = None

    @property
    def primary_key(self) -> Key:
        """Where it stands."""
        return service_key(self.id)

    def listed(self) -> "Service":
        """The service in its listings: among the active or the inactive ones, and by its name."""
        group = listings.in_group(self.KIND, ACTIVE if self.active else INACTIVE)
        return self.with_values({**group, **listings.by_key(self.KIND, known_name(self.name))})


def service_key(id: int) -> Key:
    """Where the service with this id stands."""
    return keys.record(Service.KIND, id)


def known_name(name: str) -> str:
    """A service's name as services are found by it: letter case and spaces don't matter."""
    return " ".join(name.split()).casefold()
