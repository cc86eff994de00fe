"""A line item as it is stored, and as it is answered."""

from dataclasses import dataclass
from typing import ClassVar

from plano.domain.callers import Owned
from plano.domain.line_items.params import LineItemFields
from plano.domain.records import Versioned
from plano.store import keys, listings
from plano.store.conditions import Condition, absent, equals, present
from plano.store.keys import Key
from plano.store.records import Record, stored_as
from plano.values import Fields, Number

FIELDS = tuple(LineItemFields.model_fields)
DELETED, MOVED = "deleted_at", "moved_at"
"""The marks of a record that is about to be removed: by them one sees in the table's stream why it was."""
UNMARKED = absent(DELETED) & absent(MOVED)
FREE = absent() | present(DELETED) | present(MOVED)
"""Nothing stands there, or only what is about to be removed."""
_DEFAULT = ("id", *FIELDS, "created_at", "updated_at")
FULL = (*_DEFAULT, "version", "created_by", "updated_by")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class LineItem(Versioned):
    """What was ordered, at which prices, on which record.

    `fingerprint` is of the params that made it, `first` what was answered then, where it has changed since. `previous`
    is what stood under another key before it was moved here.
    """

    KIND = "LineItem"
    GIVEN = "plano.domain.line_items.params:LineItemFields"
    VIEWS: ClassVar = {
        "minimal": ("id", "itemable_type", "itemable_id", "key", "created_at", "updated_at"),
        "default": _DEFAULT,
        "full": FULL,
    }

    itemable_type: str
    itemable_id: int
    sourceable_id: int | None = None
    sourceable_type: str | None = None
    key: str | None = None
    service_id: int | None = None
    service_name: str | None = None
    service_description: str | None = None
    group_name: str | None = None
    service_type_primary: bool | None = None
    quantity: int | None = None
    instructions: str | None = None
    price: Number | None = None
    base_price: Number | None = None
    unit_price: Number | None = None
    gross_price: Number | None = None
    net_price: Number | None = None
    base_price_final: Number | None = None
    unit_price_final: Number | None = None
    discount: Number | None = None
    discount_applied_percent: Number | None = None
    updated_in: str | None = None
    updated_at_fm: str | None = None
    processed_at: str | None = None
    updated_at_fm_order: int | None = None
    fingerprint: str
    first: Fields | None = None
    previous: Fields | None = None
    deleted_at: str | None = None
    deleted_by: str | None = None
    moved_at: str | None = None
    line_item_id: int | None = None
    listed_for_client: str | None = None
    listed_for_company: str | None = None
    listed_for_all: str | None = None
    listed_by_key: str | None = None

    @property
    def primary_key(self) -> Key:
        """Where it stands."""
        return keys.line_item(self.itemable_type, self.itemable_id, key=self.key, id=self.id)

    @property
    def itemable_key(self) -> Key:
        """Where the record stands that it is on."""
        return keys.record(self.itemable_type, self.itemable_id)

    @property
    def is_live(self) -> bool:
        """Whether this is a line item, and not merely what is left of one."""
        return self.deleted_at is None and self.moved_at is None

    def listed(self, itemable: Owned) -> "LineItem":
        """The line item in the listings that it belongs in, on this record."""
        by_id = {"line_item_id": self.id, **listings.among_all(self.KIND, self.id)}
        return self.with_values({**by_id, **listings.by_key(self.KIND, self.key), **owned(itemable)})

    def unchanged(self) -> Condition:
        """The condition that it is still there, as it was read: under one key can stand one after the other."""
        return Versioned.unchanged(self) & equals("id", self.id) & UNMARKED


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LineItemPointer(Record):
    """What leads from a line item's id to where it stands. It also makes the id unique."""

    KIND = "LineItemPointer"

    itemable_type: str
    itemable_id: int
    sort_key: str = stored_as("place")

    @property
    def itemable_key(self) -> Key:
        """Where the record stands that the line item is on."""
        return keys.record(self.itemable_type, self.itemable_id)

    @property
    def line_item_key(self) -> Key:
        """Where the line item stands."""
        return self.itemable_key._replace(sk=self.sort_key)


NOWHERE = LineItemPointer("Order", 0, "L")
"""Leads to nothing. Followed where there is no pointer, so that both take as long."""


def pointer_to(item: LineItem) -> LineItemPointer:
    """The pointer to this line item."""
    return LineItemPointer(item.itemable_type, item.itemable_id, item.primary_key.sk)


def live(item: LineItem | None) -> LineItem | None:
    """The line item, unless it is only what is left of one."""
    return item if item is not None and item.is_live else None


def owned(itemable: Owned) -> Fields:
    """The attributes that list a line item for whom it belongs to; None where it is not listed so."""
    return listings.owned(LineItem.KIND, itemable.client_id, itemable.company)
