"""services.create"""

from plano.declarations.access import Access
from plano.domain.callers import STAFF
from plano.domain.outcome import Outcome
from plano.domain.services import catalog
from plano.domain.services.params import CreateService
from plano.domain.services.record import Service
from plano.pipeline.call import Call
from plano.pipeline.route import route
from plano.store.kinds import Kind


@route(
    CreateService,
    purpose="Adds a service to the catalog, so that it can be ordered.",
    roles=STAFF,
    access=Access(creates=(Kind.SERVICE,)),
    answers=Service,
)
def handler(call: Call[CreateService]) -> Outcome:
    """Add a service to the catalog."""
    return catalog.create(call.params, call.caller, call.work)
