"""The records that a line item refers to: which to read, whether they exist for the caller, what they fill in."""

from collections.abc import Iterator, Mapping

from plano.domain.callers import Caller, same_owner
from plano.domain.line_items.params import LineItemFields, NewLineItem, UpdateLineItem
from plano.errors import ParamFault, unknown_record
from plano.statuses import MISSING_PARAM
from plano.store import keys
from plano.store.keys import Key
from plano.store.values import Item
from plano.store.work import Work
from plano.store.write import Action, Check

_NOWHERE: Item = {"itemable_type": "Order", "itemable_id": 0}
_NAMES = {"Order": "order", "LineItem": "line item", "Service": "service"}


def itemable_key(params: NewLineItem) -> Key:
    """Where the record stands that the line item is added to."""
    return keys.record(params.itemable_type, params.itemable_id)


def to_read(params: NewLineItem) -> Iterator[Key]:
    """Every record that creating this line item has to look at, known before any of them is read."""
    yield itemable_key(params)
    if params.sourceable_type and params.sourceable_id:
        yield keys.record(params.sourceable_type, params.sourceable_id)
    if params.service_id:
        yield keys.record("Service", params.service_id)
    if params.key is not None:
        yield keys.line_item(params.itemable_type, params.itemable_id, key=params.key, id=0)


def faults(params: NewLineItem, caller: Caller, work: Work) -> list[ParamFault]:
    """Every reference that leads nowhere, or nowhere that this caller may look.

    A line item as the source is left to `hidden_source`, or to the `checks`.
    """
    found = []
    itemable = work.get(itemable_key(params))
    if itemable is None or not caller.sees(itemable):
        found.append(unknown_record("itemable_id", _NAMES[params.itemable_type]))
    found += _half_a_source(params) or _unknown_source(params, caller, work)
    if params.service_id and work.get(keys.record("Service", params.service_id)) is None:
        found.append(unknown_record("service_id", _NAMES["Service"]))
    return found


def to_read_of_changes(params: UpdateLineItem) -> Iterator[Key]:
    """Every record that a change of a line item has to look at, beside the line item itself."""
    if params.itemable_type and params.itemable_id:
        yield keys.record(params.itemable_type, params.itemable_id)
    if params.sourceable_type and params.sourceable_id:
        yield keys.record(params.sourceable_type, params.sourceable_id)
    if params.service_id:
        yield keys.record("Service", params.service_id)


def faults_of_changes(params: UpdateLineItem, caller: Caller, work: Work) -> list[ParamFault]:
    """Every reference at fault among those that are to change: the ids of what does not exist, halves of pairs."""
    found = _half_a_pair(params, "itemable_type", "itemable_id", clearable=False)
    found += _half_a_pair(params, "sourceable_type", "sourceable_id", clearable=True)
    if found:
        return found
    if params.itemable_type and params.itemable_id:
        itemable = work.get(keys.record(params.itemable_type, params.itemable_id))
        if itemable is None or not caller.sees(itemable):
            found.append(unknown_record("itemable_id", _NAMES[params.itemable_type]))
    found += _unknown_source(params, caller, work) + hidden_source(params, caller, work)
    if params.service_id and work.get(keys.record("Service", params.service_id)) is None:
        found.append(unknown_record("service_id", _NAMES["Service"]))
    return found


def checks(params: NewLineItem, caller: Caller, work: Work) -> list[Action]:
    """What the store has to check as it writes: that the orders involved are still there, and still the caller's."""
    itemable = itemable_key(params)
    # Whose the itemable is stands on its line items too: it has to be whose it was when it was read.
    unchanged = caller.ownership().also(same_owner(work.get(itemable) or {}))
    sources = [key for key in order_of_source(params, work) if key != itemable]
    return [Check(itemable, unchanged), *(Check(key, caller.ownership()) for key in sources)]


def refused(params: NewLineItem, failed: Mapping[Key, Item | None], caller: Caller, work: Work) -> list[ParamFault]:
    """The faults behind the `checks` that the store refused; none where the itemable merely went to another owner."""
    found = []
    for key, order in failed.items():
        if order is not None and caller.sees(order):
            work.saw(key, order)
        elif key == itemable_key(params):
            found.append(unknown_record("itemable_id", _NAMES[params.itemable_type]))
        else:
            found.append(unknown_record("sourceable_id", _NAMES[params.sourceable_type or "Order"]))
    return found


def filled_in(params: NewLineItem, work: Work) -> Item:
    """What the catalog knows of the service, under the names that the line item has for it."""
    service = work.get(keys.record("Service", params.service_id)) if params.service_id else None
    if service is None:
        return {}
    known = {
        "service_name": service.get("name"),
        "service_description": service.get("description"),
        "group_name": service.get("group_name"),
        "service_type_primary": service.get("primary"),
    }
    return {name: value for name, value in known.items() if value is not None}


def _half_a_source(params: LineItemFields) -> list[ParamFault]:
    if (params.sourceable_type is None) == (params.sourceable_id is None):
        return []
    missing, there = ("sourceable_id", "sourceable_type")[:: 1 if params.sourceable_id is None else -1]
    return [ParamFault(missing, f"is required together with {there}", MISSING_PARAM)]


def _half_a_pair(params: UpdateLineItem, kind: str, id: str, *, clearable: bool) -> list[ParamFault]:
    """The faults of a type without an id, or the other way round; they are given, or cleared, together."""
    given = params.model_fields_set & {kind, id}
    if not given:
        return []
    empty = [name for name in (kind, id) if getattr(params, name) is None]
    if not empty or (clearable and len(empty) == len(given) == 2):
        return []
    return [
        ParamFault(name, f"is required together with {id if name == kind else kind}", MISSING_PARAM) for name in empty
    ]


def _unknown_source(params: LineItemFields, caller: Caller, work: Work) -> list[ParamFault]:
    kind, id = params.sourceable_type, params.sourceable_id
    if kind is None or id is None or kind == "LineItem":
        return []
    source = work.get(keys.record(kind, id))
    hidden = source is not None and kind == "Order" and not caller.sees(source)
    return [unknown_record("sourceable_id", _NAMES[kind])] if source is None or hidden else []


def hidden_source(params: LineItemFields, caller: Caller, work: Work) -> list[ParamFault]:
    """The fault of a line item as the source that is on no order which the caller sees.

    Whether it doesn't exist or is somebody else's, its order is looked up: one takes as long as the other.
    """
    if params.sourceable_type != "LineItem":
        return []
    hidden = [key for key in order_of_source(params, work) if not caller.sees(work.get(key) or {})]
    missing = params.sourceable_id is not None and work.get(keys.record("LineItem", params.sourceable_id)) is None
    return [unknown_record("sourceable_id", _NAMES["LineItem"])] if hidden or missing else []


def order_of_source(params: LineItemFields, work: Work) -> list[Key]:
    """The order that the source is, or is on; one that is none, of a line item that is none."""
    kind, id = params.sourceable_type, params.sourceable_id
    if kind == "Order" and id is not None:
        return [keys.record("Order", id)]
    if kind == "LineItem" and id is not None:
        pointer = work.get(keys.record("LineItem", id)) or _NOWHERE
        return [keys.record(pointer["itemable_type"], pointer["itemable_id"])]
    return []
