"""Changing an order; giving it to another client takes its line items along."""

from contextlib import suppress

from plano.domain.accounts.roles import ClientRecord, client_key
from plano.domain.callers import Caller
from plano.domain.line_items.relist import relist
from plano.domain.orders.create import unknown_client
from plano.domain.orders.params import UpdateOrder
from plano.domain.orders.read import find
from plano.domain.orders.record import FIELDS, Order
from plano.domain.outcome import Outcome
from plano.domain.records import change_to, given, stale
from plano.errors import StatusError, invalid_param
from plano.statuses import PERMISSION_DENIED
from plano.store.attempt import attempt
from plano.store.client import StoreUnavailable
from plano.store.conditions import equals, present
from plano.store.work import Work
from plano.store.write import Check, Update
from plano.values import Fields


def change_order(params: UpdateOrder, caller: Caller, work: Work) -> Outcome:
    """Change the order, and answer it as it is then.

    Raises:
        StatusError: invalid-param where it does not exist for the caller, was changed since, or is to be given to a
            client that does not exist; permission-denied where the caller may not give it to another client.
    """
    changed = attempt(work, lambda: _change(params, caller, work))
    if changed.relisting:
        with suppress(StoreUnavailable):  # the order is written; the stream brings what is left to do
            relist(changed.id, batches=1)
    return Outcome(changed)


def _change(params: UpdateOrder, caller: Caller, work: Work) -> Order:
    order = find(params.id, caller, work)
    faults = stale(params.if_updated_at, order)
    if faults:
        raise invalid_param(*faults)
    values = given(params, FIELDS)
    if not values:
        return order
    goes_to_another = "client_id" in values and values["client_id"] != order.client_id
    owner = _new_owner(params, caller, work) if goes_to_another else {}
    changed = order.changed({**values, **owner}, caller).listed()
    checks = [Check(client_key(params.client_id), present())] if owner and params.client_id is not None else []
    # The mark goes away without a new version.
    as_read = order.unchanged() & equals("relisting", order.relisting)
    update = Update(order.primary_key, change_to(order, changed), as_read)
    work.write([update, *checks], answer=changed)
    return changed


def _new_owner(params: UpdateOrder, caller: Caller, work: Work) -> Fields:
    """What changes with the client."""
    if not caller.is_staff:
        raise StatusError(PERMISSION_DENIED)
    if params.client_id is None:
        return {"company": None, "relisting": True}
    client = work.get(client_key(params.client_id), ClientRecord)
    if client is None:
        raise unknown_client()
    return {"company": client.company, "relisting": True}
