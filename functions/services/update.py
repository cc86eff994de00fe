"""services.update"""

from plano.declarations.access import Access
from plano.domain.callers import STAFF
from plano.domain.outcome import Outcome
from plano.domain.services import catalog
from plano.domain.services.params import UpdateService
from plano.domain.services.record import Service, service_key
from plano.pipeline.call import Call
from plano.pipeline.route import route
from plano.store.kinds import Kind


@route(
    UpdateService,
    purpose="Changes a service of the catalog: only what is given changes, and null clears it. Line items that were"
    " made of the service stay as they were.",
    roles=STAFF,
    access=Access(reads=(Kind.SERVICE,), updates=(Kind.SERVICE,)),
    looks_at=lambda params: [service_key(params.id)],
    answers=Service,
)
def handler(call: Call[UpdateService]) -> Outcome:
    """Change a service."""
    return catalog.update(call.params, call.caller, call.work)
