"""The records that a line item refers to: which to read, whether the caller may see them, what to check in writing."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from plano.domain.callers import Caller, same_owner
from plano.domain.line_items.params import LineItemFields, NewLineItem
from plano.domain.line_items.record import NOWHERE
from plano.domain.orders.record import Order
from plano.domain.owners import may_see
from plano.domain.services.record import Service
from plano.errors import ParamFault, unknown_record
from plano.params.declare import Params
from plano.statuses import MISSING_PARAM
from plano.store import keys
from plano.store.conditions import Condition
from plano.store.keys import Key
from plano.store.work import Work
from plano.store.write import Check

_NAMES = {"Order": "order", "LineItem": "line item", "Service": "service"}


class References(NamedTuple):
    """What a line item refers to: the record that it is on and its service, and what is wrong with the references.

    `checks` are what the store has to check as it writes: that the orders are still there, and still the caller's.
    """

    itemable: Order | None
    service: Service | None
    faults: tuple[ParamFault, ...]
    checks: tuple[tuple[Key, Condition], ...]


def to_read(params: LineItemFields) -> Iterator[Key]:
    """Every record that is referred to, as far as the params say where it stands."""
    if params.itemable_type and params.itemable_id:
        yield keys.record(params.itemable_type, params.itemable_id)
    if params.sourceable_type and params.sourceable_id:
        yield keys.record(params.sourceable_type, params.sourceable_id)
    if params.service_id:
        yield keys.record(Service.KIND, params.service_id)


def resolve(params: LineItemFields, caller: Caller, work: Work, *, at_once: bool) -> References:
    """Follow the references in the params.

    Args:
        at_once: look at the order of a source that is a line item. Else that is left to the checks, and saves a round
            trip, unless something is at fault anyway: faults are named together.
    """
    itemable, source = _itemable(params, caller, work), _order_of_source(params, work)
    service = work.get(keys.record(Service.KIND, params.service_id), Service) if params.service_id else None
    may_be_without_source = isinstance(params, NewLineItem) or {"sourceable_type", "sourceable_id"} <= params.given
    faults = half_a_pair(params, "itemable_type", "itemable_id", both_or_none=False)
    if params.itemable_type and params.itemable_id and itemable is None:
        faults.append(_unknown("itemable_id", params.itemable_type))
    faults += half_a_pair(params, "sourceable_type", "sourceable_id", both_or_none=may_be_without_source)
    unknown_service = [_unknown("service_id", Service.KIND)] if params.service_id and service is None else []
    if source and (at_once or faults or unknown_service or work.knows(source)):
        faults += _source_faults(params, source, caller, work)
    faults += unknown_service
    return References(itemable, service, tuple(faults), tuple(_checks(itemable, source, caller)))


def orders_of_sources(params: LineItemFields, work: Work) -> list[Key]:
    """The order that the source is on, which only the source's pointer knows."""
    source = _order_of_source(params, work)
    return [source] if source else []


def merged(checks: Iterable[tuple[Key, Condition]]) -> list[Check]:
    """The checks, one for each record: an order that is one line item's record and another's source has both."""
    found: dict[Key, Condition] = {}
    for key, condition in checks:
        found[key] = found[key] & condition if key in found else condition
    return [Check(key, condition) for key, condition in found.items()]


def half_a_pair(params: Params, kind: str, id: str, *, both_or_none: bool) -> list[ParamFault]:
    """The faults of a type without an id, or the other way round.

    Args:
        both_or_none: both may be empty. Else, where one is given, neither may be.
    """
    pair = {kind: id, id: kind}
    empty = [name for name in pair if getattr(params, name) is None]
    if not params.given & pair.keys() or not empty or (both_or_none and len(empty) == len(pair)):
        return []
    return [ParamFault(name, f"is required together with {pair[name]}", MISSING_PARAM) for name in empty]


def _itemable(params: LineItemFields, caller: Caller, work: Work) -> Order | None:
    if params.itemable_type is None or params.itemable_id is None:
        return None
    key = keys.record(params.itemable_type, params.itemable_id)
    return work.get(key, Order) if may_see(key, caller, work) else None


def _order_of_source(params: LineItemFields, work: Work) -> Key | None:
    """Where the order stands that the source is, or is on. A line item that does not exist is on one that is not there.

    So whether a source does not exist or is somebody else's takes the same calls.
    """
    kind, id = params.sourceable_type, params.sourceable_id
    if kind is None or id is None:
        return None
    if kind == "LineItem":
        return work.look(keys.record(kind, id), NOWHERE).itemable_key
    return keys.record(kind, id)


def _source_faults(params: LineItemFields, source: Key, caller: Caller, work: Work) -> list[ParamFault]:
    kind = params.sourceable_type or ""
    is_visible = work.exists(source) if kind == Service.KIND else may_see(source, caller, work)
    return [] if is_visible else [_unknown("sourceable_id", kind)]


def _checks(itemable: Order | None, source: Key | None, caller: Caller) -> Iterator[tuple[Key, Condition]]:
    if itemable is not None:
        # Whose the record is stands on its line items too: it has to be whose it was when it was read.
        yield itemable.primary_key, caller.ownership() & same_owner(itemable)
    if source is not None and source.sk == Order.KIND:
        yield source, caller.ownership()


def _unknown(param: str, kind: str) -> ParamFault:
    return unknown_record(param, _NAMES[kind])
