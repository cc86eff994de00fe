"""Making an order, for a client that the caller may order for."""

from plano import clock, ids
from plano.domain.callers import CLIENT, LIAISON, Caller
from plano.domain.orders.params import CreateOrder
from plano.domain.orders.record import FIELDS, listed, to_answer
from plano.domain.outcome import Outcome
from plano.errors import invalid_param, unknown_record
from plano.store import keys
from plano.store.values import Item
from plano.store.work import Work
from plano.store.write import ABSENT, Action, Check, Condition, ConditionFailed, Put


def create(params: CreateOrder, caller: Caller, work: Work) -> Outcome:
    """Make the order.

    Raises:
        StatusError: invalid-param on `client_id`, when that client does not exist for this caller.
    """
    client_id = params.client_id if params.client_id is not None else caller.client_id
    if caller.role == CLIENT and client_id != caller.client_id:
        raise _unknown_client()
    client = work.get(keys.record("Client", client_id)) if client_id is not None else None
    if client_id is not None and not _may_order_for(client, caller):
        raise _unknown_client()
    order = _new(params, client_id, client, caller)
    try:
        work.write([Put(keys.record("Order", order["id"]), order, ABSENT), *_checks(client_id, caller)])
    except ConditionFailed as refused:
        if client_id is not None and keys.record("Client", client_id) in refused.failed:
            raise _unknown_client() from None
        return create(params, caller, work)  # the id was taken: draw another
    return Outcome(to_answer(order))


def _new(params: CreateOrder, client_id: int | None, client: Item | None, caller: Caller) -> Item:
    now = clock.iso(clock.now())
    order = {
        "kind": "Order",
        "id": ids.new_id(),
        **{name: getattr(params, name) for name in FIELDS if getattr(params, name) is not None},
        "client_id": client_id,
        "company": (client or {}).get("company", caller.company),
        "version": 1,
        "created_at": now,
        "updated_at": now,
        "created_by": caller.name,
        "updated_by": caller.name,
    }
    return {**order, **listed(order)}


def _may_order_for(client: Item | None, caller: Caller) -> bool:
    if client is None:
        return False
    return caller.role != LIAISON or (caller.company is not None and client.get("company") == caller.company)


def _checks(client_id: int | None, caller: Caller) -> list[Action]:
    if client_id is None:
        return []
    condition = Condition("attribute_exists(pk)")
    if caller.role == LIAISON:
        condition = Condition("#company = :company", {"company": "company"}, {"company": caller.company})
    return [Check(keys.record("Client", client_id), condition)]


def _unknown_client() -> Exception:
    return invalid_param(unknown_record("client_id", "client"))
