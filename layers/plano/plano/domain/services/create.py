"""Adding a service to the catalog."""

from plano import ids
from plano.domain.callers import Caller
from plano.domain.outcome import Outcome
from plano.domain.records import given, new_stamp
from plano.domain.services.params import CreateService
from plano.domain.services.record import FIELDS, Service
from plano.store.attempt import attempt
from plano.store.conditions import absent
from plano.store.work import Work
from plano.store.write import Put


def create(params: CreateService, caller: Caller, work: Work) -> Outcome:
    """Add the service. It is active unless the caller says otherwise."""
    return attempt(work, lambda: _create(params, caller, work))


def _create(params: CreateService, caller: Caller, work: Work) -> Outcome:
    active = params.active is not False
    values = {**given(params, FIELDS), **new_stamp(caller), "id": ids.new_id(), "active": active}
    service = Service.from_item(values).listed()
    work.write([Put(service.primary_key, service, absent())], answer=service)
    return Outcome(service)
