"""A service of the catalog as it is kept, and as it is answered."""

from collections.abc import Mapping
from typing import Any

from plano.domain.services.params import ServiceFields
from plano.store import listings
from plano.store.values import Item

KIND = "Service"
ACTIVE, INACTIVE = "active", "inactive"
FIELDS = tuple(ServiceFields.model_fields)
_MINIMAL = ("id", "name", "active")
_DEFAULT = ("id", *FIELDS, "created_at", "updated_at")
VIEWS: Mapping[str, tuple[str, ...]] = {
    "minimal": _MINIMAL,
    "default": _DEFAULT,
    "full": (*_DEFAULT, "version", "created_by", "updated_by"),
}


def to_answer(service: Mapping[str, Any], view: str = "default") -> Item:
    """What an answer holds of a service in one of the `VIEWS`."""
    return {name: service[name] for name in VIEWS[view] if name in service}


def listed(service: Mapping[str, Any]) -> Item:
    """The attributes by which a service is listed: among the active or the inactive ones, and by its name."""
    return {
        **listings.in_group(KIND, ACTIVE if service["active"] else INACTIVE),
        **listings.by_key(KIND, known_name(service["name"])),
    }


def known_name(name: str) -> str:
    """A service's name as services are found by it: letter case and spaces don't matter."""
    return " ".join(name.split()).casefold()
