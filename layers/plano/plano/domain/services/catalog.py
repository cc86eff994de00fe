"""One service of the catalog: adding it, reading it, changing it. Line items that were made of it stay as they were."""

from plano import ids
from plano.domain.callers import Caller
from plano.domain.outcome import Outcome
from plano.domain.records import change_to, given, new_stamp, stale
from plano.domain.services.params import CreateService, ReadService, UpdateService
from plano.domain.services.record import FIELDS, Service, service_key
from plano.errors import ParamFault, faulty, invalid_param, unknown_record
from plano.statuses import MISSING_PARAM
from plano.store.attempt import attempt
from plano.store.conditions import absent
from plano.store.work import Work
from plano.store.write import Put, Update

_ALWAYS = ("name", "active")


def create(params: CreateService, caller: Caller, work: Work) -> Outcome:
    """Add the service. It is active unless the caller says otherwise."""
    return attempt(work, lambda: _create(params, caller, work))


def read(params: ReadService, work: Work) -> Outcome:
    """The service; everybody reads the catalog.

    Raises:
        StatusError: invalid-param where it does not exist.
    """
    service = work.get(service_key(params.id), Service)
    if service is None:
        raise invalid_param(unknown_record("id", "service"))
    return Outcome(service)


def update(params: UpdateService, caller: Caller, work: Work) -> Outcome:
    """Change the service, and answer it as it is then.

    Raises:
        StatusError: invalid-param where it does not exist, or was changed since; missing-param where what every service
            has is to be cleared.
    """
    return attempt(work, lambda: _update(params, caller, work))


def _create(params: CreateService, caller: Caller, work: Work) -> Outcome:
    active = params.active is not False
    values = {**given(params, FIELDS), **new_stamp(caller), "id": ids.new_id(), "active": active}
    service = Service.from_item(values).listed()
    work.write([Put(service.primary_key, service, absent())], answer=service)
    return Outcome(service)


def _update(params: UpdateService, caller: Caller, work: Work) -> Outcome:
    service = work.get(service_key(params.id), Service)
    values = given(params, FIELDS)
    faults = [ParamFault(name, "is required", MISSING_PARAM) for name in _ALWAYS if values.get(name, "") is None]
    faults += stale(params.if_updated_at, service) if service else [unknown_record("id", "service")]
    if faults or service is None:
        raise faulty(faults)
    if not values:
        return Outcome(service)
    changed = service.changed(values, caller).listed()
    work.write([Update(service.primary_key, change_to(service, changed), service.unchanged())], answer=changed)
    return Outcome(changed)
