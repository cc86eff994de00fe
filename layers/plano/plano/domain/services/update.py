"""Changing a service of the catalog. Line items that were made of it stay as they were."""

from plano.domain.callers import Caller
from plano.domain.changes import change, stale, still
from plano.domain.kept import kept
from plano.domain.outcome import Outcome
from plano.domain.services.params import UpdateService
from plano.domain.services.record import FIELDS, listed, to_answer
from plano.errors import ParamFault, faulty, unknown_record
from plano.statuses import MISSING_PARAM
from plano.store import keys
from plano.store.values import Item
from plano.store.work import Work
from plano.store.write import PRESENT, ConditionFailed, update

_ALWAYS = ("name", "active")
_TRIES = 10


def change_service(params: UpdateService, caller: Caller, work: Work) -> Outcome:
    """Change the service, and answer it as it is then.

    Raises:
        StatusError: invalid-param where it does not exist, or was changed since; missing-param where what every service
            has is to be cleared.
    """
    key = keys.record("Service", params.id)
    values = {name: kept(getattr(params, name)) for name in FIELDS if name in params.model_fields_set}
    cleared = [ParamFault(name, "is required", MISSING_PARAM) for name in _ALWAYS if values.get(name, "") is None]
    for _ in range(_TRIES):
        service = work.get(key)
        faults = [*cleared, *(stale(params.if_updated_at, service) if service else [unknown_record("id", "service")])]
        if faults or service is None:
            raise faulty(faults)
        if not values:
            return Outcome(to_answer(service))
        try:
            return Outcome(to_answer(_write(params, service, values, caller)))
        except ConditionFailed:
            work.forget()
    raise RuntimeError("the service went on being changed")


def _write(params: UpdateService, service: Item, values: Item, caller: Caller) -> Item:
    # Where it is listed follows from these two together.
    condition = PRESENT.also(still(service, "name")).also(still(service, "active"))
    if params.if_updated_at:
        condition = condition.also(still(service, "updated_at"))
    key = keys.record("Service", params.id)
    return update(change(key, {**values, **listed({**service, **values})}, caller, condition))
