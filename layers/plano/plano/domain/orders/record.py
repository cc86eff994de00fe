"""An order as it is stored, and as it is answered."""

from dataclasses import dataclass
from typing import ClassVar

from plano.domain.records import Versioned
from plano.store import keys, listings
from plano.store.keys import Key
from plano.values import Fields

FIELDS = (
    "key",
    "external_order_id",
    "external_property_id",
    "order_notes",
    "client_id",
)
"""What callers can say of it: the names in `OrderFields`, which other routes needn't load."""
_DEFAULT = ("id", *FIELDS, "created_at", "updated_at")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Order(Versioned):
    """What a client wants done at a property. `company` is its client's, as it was when the order came to the client.

    `relisting`: it was given to another client, and its line items may still be listed for the one before.
    """

    KIND = "Order"
    GIVEN = "plano.domain.orders.params:OrderFields"
    VIEWS: ClassVar = {
        "minimal": ("id", "key", "client_id", "created_at", "updated_at"),
        "default": _DEFAULT,
        "full": (*_DEFAULT, "version", "created_by", "updated_by"),
    }

    key: str | None = None
    external_order_id: str | None = None
    external_property_id: str | None = None
    order_notes: str | None = None
    client_id: int | None = None
    company: str | None = None
    relisting: bool | None = None
    listed_for_client: str | None = None
    listed_for_company: str | None = None
    listed_by_key: str | None = None
    listed_for_all: str | None = None

    @property
    def primary_key(self) -> Key:
        """Where it stands."""
        return order_key(self.id)

    def listed(self) -> "Order":
        """The order in the listings that follow from what it says."""
        return self.with_values(
            {
                **listings.owned(self.KIND, self.client_id, self.company),
                **listings.by_key(self.KIND, self.key),
                **listings.among_all(self.KIND, self.id),
            }
        )


def order_key(id: int) -> Key:
    """Where the order with this id stands."""
    return keys.record(Order.KIND, id)


def new_order(id: int, values: Fields, stamp: Fields) -> Order:
    """An order that is about to be stored."""
    return Order.from_item({"id": id, **values, **stamp}).listed()
