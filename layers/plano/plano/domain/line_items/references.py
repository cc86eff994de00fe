"""The records that a line item refers to: which to read, whether the caller may see them, what to check in writing."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from plano.domain.callers import Caller, same_owner
from plano.domain.line_items.params import LineItemFields, NewLineItem
from plano.domain.line_items.record import NOWHERE, LineItem
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


class _NamedKeys(NamedTuple):
    """Where the records stand that the params name; None for each that they don't name."""

    itemable: Key | None
    source: Key | None
    service: Key | None


def to_read(params: LineItemFields) -> list[Key]:
    """Every record that is referred to, as far as the params say where it stands."""
    return [key for key in _named(params) if key]


def resolve(params: LineItemFields, caller: Caller, work: Work, *, at_once: bool) -> References:
    """Follow the references in the params.

    Args:
        at_once: look at the order of a source that is a line item. Else that is left to the checks, and saves a round
            trip, unless something is at fault anyway: faults are named together.
    """
    named = _named(params)
    may_be_without_source = isinstance(params, NewLineItem) or {"sourceable_type", "sourceable_id"} <= params.given
    half_itemable = half_a_pair(params, "itemable_type", "itemable_id", both_or_none=False)
    half_source = half_a_pair(params, "sourceable_type", "sourceable_id", both_or_none=may_be_without_source)
    itemable, shown_by = _itemable(named.itemable, caller, work), _shown_by(named.source, work)
    service = work.get(named.service, Service) if named.service else None
    faults = [*half_itemable, *_unknown("itemable_id", named.itemable, is_there=itemable is not None), *half_source]
    unknown_service = _unknown("service_id", named.service, is_there=service is not None)
    if shown_by and (at_once or faults or unknown_service or work.knows(shown_by)):
        faults += _unknown("sourceable_id", named.source, is_there=_may_see_source(shown_by, caller, work))
    checks = tuple(_checks(itemable, shown_by, caller))
    return References(itemable, service, (*faults, *unknown_service), checks)


def orders_of_sources(params: LineItemFields, work: Work) -> list[Key]:
    """The order that the source is on, which only the source's pointer knows."""
    shown_by = _shown_by(_named(params).source, work)
    return [shown_by] if shown_by else []


def merged_checks(checks: Iterable[tuple[Key, Condition]]) -> list[Check]:
    """The checks, one for each record: a transaction takes no second action on the same one."""
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


def _named(params: LineItemFields) -> _NamedKeys:
    return _NamedKeys(
        itemable=_key(params.itemable_type, params.itemable_id),
        source=_key(params.sourceable_type, params.sourceable_id),
        service=_key(Service.KIND, params.service_id),
    )


def _key(kind: str | None, id: int | None) -> Key | None:
    return keys.record(kind, id) if kind and id else None


def _itemable(key: Key | None, caller: Caller, work: Work) -> Order | None:
    return work.get(key, Order) if key and may_see(key, caller, work) else None


def _shown_by(source: Key | None, work: Work) -> Key | None:
    """The record that decides who may see the source: the order that it is, or is on; a service of the catalog itself.

    A line item that does not exist is on an order that is not there. So whether a source does not exist or is somebody
    else's takes the same calls.
    """
    if source and source.sk == LineItem.KIND:
        return work.look(source, NOWHERE).itemable_key
    return source


def _may_see_source(shown_by: Key, caller: Caller, work: Work) -> bool:
    return work.exists(shown_by) if shown_by.sk == Service.KIND else may_see(shown_by, caller, work)


def _checks(itemable: Order | None, shown_by: Key | None, caller: Caller) -> Iterator[tuple[Key, Condition]]:
    if itemable is not None:
        # Whose the record is stands on its line items too: it has to be whose it was when it was read.
        yield itemable.primary_key, caller.ownership() & same_owner(itemable)
    if shown_by is not None and shown_by.sk == Order.KIND:
        yield shown_by, caller.ownership()


def _unknown(param: str, key: Key | None, *, is_there: bool) -> list[ParamFault]:
    return [unknown_record(param, _NAMES[key.sk])] if key and not is_there else []
