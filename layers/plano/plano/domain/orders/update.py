"""Changing an order; giving it to another client takes its line items along."""

from plano.domain.callers import STAFF, Caller
from plano.domain.changes import change, stale, still
from plano.domain.orders import relist
from plano.domain.orders.params import UpdateOrder
from plano.domain.orders.record import FIELDS, KIND, listed, to_answer
from plano.domain.outcome import Outcome
from plano.errors import StatusError, invalid_param, unknown_record
from plano.statuses import PERMISSION_DENIED
from plano.store import keys
from plano.store.values import Item
from plano.store.work import Work
from plano.store.write import PRESENT, Action, Check, Condition, ConditionFailed, update

_TRIES = 10


def change_order(params: UpdateOrder, caller: Caller, work: Work) -> Outcome:
    """Change the order, and answer it as it is then.

    Raises:
        StatusError: invalid-param where it does not exist for the caller, was changed since, or is to be given to a
            client that does not exist; permission-denied where the caller may not give it to another client.
    """
    values = {name: getattr(params, name) for name in FIELDS if name in params.model_fields_set}
    for _ in range(_TRIES):
        order = _find(params, caller, work)
        owner = _new_owner(params, order, caller, work)
        if not values:
            return Outcome(to_answer(order))
        try:
            return Outcome(to_answer(_write(params, order, {**values, **owner}, caller, work)))
        except ConditionFailed:
            work.forget()
    raise RuntimeError("the order went on being changed")


def _find(params: UpdateOrder, caller: Caller, work: Work) -> Item:
    order = work.get(keys.record(KIND, params.id))
    if order is None or not caller.sees(order):
        raise invalid_param(unknown_record("id", "order"))
    faults = stale(params.if_updated_at, order)
    if faults:
        raise invalid_param(*faults)
    return order


def _new_owner(params: UpdateOrder, order: Item, caller: Caller, work: Work) -> Item:
    """What changes of whose order it is: nothing, unless it goes to another client (or went, and was not finished)."""
    given = "client_id" in params.model_fields_set
    if not given or (params.client_id == order.get("client_id") and not relist.is_unfinished(order)):
        return {}
    if caller.role not in STAFF:
        raise StatusError(PERMISSION_DENIED)
    if params.client_id is None:
        return {"company": None, **relist.STARTED}
    client = work.get(keys.record("Client", params.client_id))
    if client is None:
        raise invalid_param(unknown_record("client_id", "client"))
    return {"company": client.get("company"), **relist.STARTED}


def _write(params: UpdateOrder, order: Item, values: Item, caller: Caller, work: Work) -> Item:
    key = keys.record(KIND, params.id)
    # Where it is listed follows from these three together.
    condition = _ownership(caller).also(still(order, "client_id")).also(still(order, "company"))
    condition = condition.also(still(order, "key"))
    if params.if_updated_at:
        condition = condition.also(still(order, "updated_at"))
    changed = change(key, {**values, **listed({**order, **values})}, caller, condition)
    if "company" not in values:
        return update(changed)
    work.write([changed, *_client_exists(params)])
    work.forget()
    return relist.finish(work.get(key) or {}, work)


def _ownership(caller: Caller) -> Condition:
    return PRESENT if caller.role in STAFF else caller.ownership()


def _client_exists(params: UpdateOrder) -> list[Action]:
    return [Check(keys.record("Client", params.client_id), PRESENT)] if params.client_id is not None else []
