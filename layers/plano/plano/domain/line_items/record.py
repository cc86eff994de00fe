"""A line item as it is kept, and as it is answered."""

import hashlib
from collections.abc import Mapping
from typing import Any, TypeGuard

from plano.domain.changes import still
from plano.domain.kept import kept
from plano.domain.line_items.params import LineItemFields
from plano.params.json_text import dump
from plano.store import keys, listings
from plano.store.keys import Key
from plano.store.listings import PARTITION_KEY, Index
from plano.store.values import Item
from plano.store.write import Condition

KIND = "LineItem"
FIELDS = tuple(LineItemFields.model_fields)
DELETED, MOVED = "deleted_at", "moved_at"
"""The marks of a record that is about to be removed: the table's stream tells by them why it was."""
_MARKS = {"deleted": DELETED, "moved": MOVED}
UNMARKED = Condition("attribute_not_exists(#deleted) AND attribute_not_exists(#moved)", _MARKS)
FREE = Condition("attribute_not_exists(pk) OR attribute_exists(#deleted) OR attribute_exists(#moved)", _MARKS)
"""Nothing stands there, or only what is about to be removed."""
_MINIMAL = ("id", "itemable_type", "itemable_id", "key", "created_at", "updated_at")
_DEFAULT = ("id", *FIELDS, "created_at", "updated_at")
_FULL = (*_DEFAULT, "version", "created_by", "updated_by")
VIEWS: Mapping[str, tuple[str, ...]] = {"minimal": _MINIMAL, "default": _DEFAULT, "full": _FULL}


def given(params: LineItemFields) -> Item:
    """What the caller gave of the line item, as it is kept: moments as ISO 8601, numbers without idle zeros."""
    values = ((name, getattr(params, name)) for name in FIELDS)
    return {name: kept(value) for name, value in values if value is not None}


def is_there(item: Item | None) -> TypeGuard[Item]:
    """Whether this is a line item, and not merely what is left of one."""
    return item is not None and DELETED not in item and MOVED not in item


def key_of(item: Mapping[str, Any]) -> Key:
    """Where a line item stands."""
    return keys.line_item(item["itemable_type"], item["itemable_id"], key=item.get("key"), id=item["id"])


def as_read(item: Item) -> Condition:
    """The condition that it is still there, and belongs to whom it belonged to when it was read."""
    there = Condition("#id = :id", {"id": "id"}, {"id": item["id"]}).also(UNMARKED)
    return there.also(still(item, PARTITION_KEY[Index.CLIENT])).also(still(item, PARTITION_KEY[Index.COMPANY]))


def listed(item: Mapping[str, Any], itemable: Mapping[str, Any]) -> Item:
    """The attributes by which a line item on this record is listed."""
    return {
        **owned(itemable),
        **listings.by_key(KIND, item.get("key")),
        **listings.among_all(KIND, item["id"]),
        listings.SORT_KEY[listings.Index.ITEMABLE]: item["id"],
    }


def owned(itemable: Mapping[str, Any]) -> Item:
    """Those of the attributes that say whose line item it is."""
    return listings.owned(KIND, itemable.get("client_id"), itemable.get("company"))


def fingerprint(values: Mapping[str, Any]) -> str:
    """The same for the same params, however they were ordered or spelled (`1.50` is `1.5`)."""
    return hashlib.sha256(dump(dict(sorted(values.items()))).encode("utf-8", "surrogatepass")).hexdigest()


def to_answer(item: Mapping[str, Any], view: str = "default") -> Item:
    """What an answer holds of a line item in one of the `VIEWS`."""
    return {name: item[name] for name in VIEWS[view] if name in item}
