"""A line item as it is kept, and as it is answered."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from plano import clock
from plano.domain.line_items.params import CreateLineItem
from plano.domain.numbers import plain
from plano.params.declare import SessionParams
from plano.params.json_text import dump
from plano.store.values import Item

_NOT_OF_THE_ITEM = frozenset(SessionParams.model_fields)
FIELDS = tuple(name for name in CreateLineItem.model_fields if name not in _NOT_OF_THE_ITEM)
_MINIMAL = ("id", "itemable_type", "itemable_id", "key", "created_at", "updated_at")
_DEFAULT = ("id", *FIELDS, "created_at", "updated_at")
_FULL = (*_DEFAULT, "version", "created_by", "updated_by")
VIEWS: Mapping[str, tuple[str, ...]] = {"minimal": _MINIMAL, "default": _DEFAULT, "full": _FULL}


def given(params: CreateLineItem) -> Item:
    """What the caller gave of the line item, as it is kept: moments as ISO 8601, numbers without idle zeros."""
    values = ((name, getattr(params, name)) for name in FIELDS)
    return {name: _kept(value) for name, value in values if value is not None}


def fingerprint(values: Mapping[str, Any]) -> str:
    """The same for the same params, however they were ordered or spelled (`1.50` is `1.5`)."""
    return hashlib.sha256(dump(dict(sorted(values.items()))).encode("utf-8", "surrogatepass")).hexdigest()


def to_answer(item: Mapping[str, Any], view: str = "default") -> Item:
    """What an answer holds of a line item in one of the `VIEWS`."""
    return {name: item[name] for name in VIEWS[view] if name in item}


def _kept(value: Any) -> Any:
    if isinstance(value, datetime):
        return clock.iso(value)
    if isinstance(value, Decimal):
        return plain(value)
    return value
