"""Adding a service to the catalog."""

from plano import clock, ids
from plano.domain.callers import Caller
from plano.domain.kept import kept
from plano.domain.outcome import Outcome
from plano.domain.services.params import CreateService
from plano.domain.services.record import FIELDS, listed, to_answer
from plano.store import keys
from plano.store.values import Item
from plano.store.work import Work
from plano.store.write import ABSENT, ConditionFailed, Put


def create(params: CreateService, caller: Caller, work: Work) -> Outcome:
    """Add the service. It is active unless the caller says otherwise."""
    now = clock.iso(clock.now())
    values = {name: getattr(params, name) for name in FIELDS}
    service: Item = {
        "kind": "Service",
        "id": ids.new_id(),
        "active": True,
        **{name: kept(value) for name, value in values.items() if value is not None},
        "version": 1,
        "created_at": now,
        "updated_at": now,
        "created_by": caller.name,
        "updated_by": caller.name,
    }
    try:
        work.write([Put(keys.record("Service", service["id"]), {**service, **listed(service)}, ABSENT)])
    except ConditionFailed:
        return create(params, caller, work)  # the id was taken: draw another
    return Outcome(to_answer(service))
