"""A line item that is about to be: its record, and whether its key made one before."""

import hashlib

from plano.domain.line_items import filemaker
from plano.domain.line_items.params import NewLineItem
from plano.domain.line_items.record import FIELDS, FREE, LineItem, live, pointer_to
from plano.domain.line_items.references import References
from plano.domain.orders.record import Order
from plano.domain.records import given
from plano.errors import ParamFault
from plano.params.json_text import dump
from plano.store import keys
from plano.store.conditions import absent
from plano.store.work import Work
from plano.store.write import Put
from plano.values import Fields

_NO_ORDER = Order(id=0, version=0, created_at="", updated_at="", created_by="", updated_by="")


def new_line_item(params: NewLineItem, id: int, refers: References, stamp: Fields) -> LineItem:
    """The record of a new line item. What the catalog knows of its service is filled in where it was left out.

    Args:
        stamp: who makes it when: the same for all that are made together.
    """
    values = _given(params)
    return LineItem.from_item(
        {
            **_filled_in(refers),
            **values,
            **filemaker.order_number(values),
            **stamp,
            "id": id,
            "fingerprint": fingerprint(values),
        }
    ).listed(refers.itemable or _NO_ORDER)


def to_put(item: LineItem) -> list[Put]:
    """The writes that make it, and the pointer that makes its id unique."""
    pointer = pointer_to(item)
    return [Put(item.primary_key, item, FREE), Put(keys.line_item_pointer(item.id), pointer, absent())]


def made_before(params: NewLineItem, work: Work) -> LineItem | None:
    """The line item that stands on the record under the key of this one, if it has a key."""
    if params.key is None:
        return None
    return live(work.get(keys.line_item(params.itemable_type, params.itemable_id, key=params.key, id=0), LineItem))


def key_fault(params: NewLineItem, before: LineItem) -> ParamFault | None:
    """What is wrong with a key that made a line item before: nothing, if it was made of the same params."""
    if before.fingerprint == fingerprint(_given(params)):
        return None
    return ParamFault("key", "has been used for a line item with other params on this record")


def as_made(item: LineItem) -> LineItem:
    """The line item as it was answered when it was made."""
    first = item.first
    return item if first is None else item.with_values({name: first.get(name) for name in LineItem.VIEWS["default"]})


def fingerprint(values: Fields) -> str:
    """The same for the same params, however they were ordered or spelled (`1.50` is `1.5`)."""
    return hashlib.sha256(dump(dict(sorted(values.items()))).encode("utf-8", "surrogatepass")).hexdigest()


def _given(params: NewLineItem) -> Fields:
    return {name: value for name, value in given(params, FIELDS).items() if value is not None}


def _filled_in(refers: References) -> Fields:
    service = refers.service
    if service is None:
        return {}
    return {
        "service_name": service.name,
        "service_description": service.description,
        "group_name": service.group_name,
        "service_type_primary": service.primary,
    }
