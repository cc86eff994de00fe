"""FileMaker's rule: a change that comes from the back office late does not overwrite what it changed since."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from plano import clock
from plano.domain.line_items.params import UpdateLineItem
from plano.errors import ParamFault
from plano.store.values import Item
from plano.store.write import Condition

SYSTEM = "fm"
"""What `updated_in` says of a change that FileMaker made."""
_ORDER = "updated_at_fm_order"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def order(values: Mapping[str, Any]) -> Item:
    """A number beside `updated_at_fm` that the store can compare, where the values set or clear it."""
    if "updated_at_fm" not in values:
        return {}
    text = values["updated_at_fm"]
    return {_ORDER: None if text is None else _number(clock.moment(text))}


def faults(params: UpdateLineItem, item: Item) -> list[ParamFault]:
    """The fault of a change that FileMaker made before the one that is stored."""
    stored, sent = item.get("updated_at_fm"), _sent(params)
    if stored is None or sent is None or clock.moment(stored) <= sent:
        return []
    message = f"is older than the stored change, which FileMaker made at {stored}: the stored one is newer, and stays"
    return [ParamFault("updated_at_fm", message)]


def not_newer(params: UpdateLineItem) -> Condition:
    """The same rule as a condition, for the store to check as it writes."""
    sent = _sent(params)
    if sent is None:
        return Condition("attribute_exists(pk)")
    expression = "attribute_not_exists(#fm_order) OR #fm_order <= :fm_order"
    return Condition(expression, {"fm_order": _ORDER}, {"fm_order": _number(sent)})


def _sent(params: UpdateLineItem) -> datetime | None:
    return params.updated_at_fm if params.updated_in == SYSTEM else None


def _number(moment: datetime) -> int:
    since = moment - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
