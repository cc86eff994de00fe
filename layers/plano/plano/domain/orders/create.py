"""Making an order, for a client that the caller may order for."""

from plano import ids
from plano.domain.accounts.roles import ClientRecord, client_key
from plano.domain.callers import CLIENT, LIAISON, Caller, of_company
from plano.domain.orders.params import CreateOrder
from plano.domain.orders.record import FIELDS, new_order
from plano.domain.outcome import Outcome
from plano.domain.owners import may_see
from plano.domain.records import given, new_stamp
from plano.errors import StatusError, invalid_param, unknown_record
from plano.store.attempt import attempt
from plano.store.conditions import absent, present
from plano.store.work import Work
from plano.store.write import Action, Check, Put


def create(params: CreateOrder, caller: Caller, work: Work) -> Outcome:
    """Make the order.

    Raises:
        StatusError: invalid-param on `client_id`, when that client does not exist for this caller.
    """
    return attempt(work, lambda: _create(params, caller, work))


def _create(params: CreateOrder, caller: Caller, work: Work) -> Outcome:
    client = _client(params, caller, work)
    values = {
        **given(params, FIELDS),
        "client_id": client.id if client else None,
        "company": client.company if client else caller.company,
    }
    order = new_order(ids.new_id(), values, new_stamp(caller))
    work.write([Put(order.primary_key, order, absent()), *_checks(client, caller)], answer=order)
    return Outcome(order)


def _client(params: CreateOrder, caller: Caller, work: Work) -> ClientRecord | None:
    """Whose order it will be: a client's own is always its own."""
    client_id = params.client_id if params.client_id is not None else caller.client_id
    if client_id is None:
        return None
    if caller.role == CLIENT and client_id != caller.client_id:
        raise unknown_client()
    key = client_key(client_id)
    is_visible = caller.role != LIAISON or may_see(key, caller, work)
    client = work.get(key, ClientRecord) if is_visible else None
    if client is None:
        raise unknown_client()
    return client


def _checks(client: ClientRecord | None, caller: Caller) -> list[Action]:
    if client is None:
        return []
    return [Check(client_key(client.id), of_company(caller.company) if caller.role == LIAISON else present())]


def unknown_client() -> StatusError:
    """The answer to a client that does not exist, or not for this caller."""
    return invalid_param(unknown_record("client_id", "client"))
