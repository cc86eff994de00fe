"""services.read"""

from plano.declarations.access import Access
from plano.domain.outcome import Outcome
from plano.domain.services import catalog
from plano.domain.services.params import ReadService
from plano.domain.services.record import Service, service_key
from plano.pipeline.call import Call
from plano.pipeline.route import route
from plano.store.kinds import Kind


@route(
    ReadService,
    purpose="Answers one service of the catalog.",
    access=Access(reads=(Kind.SERVICE,)),
    looks_at=lambda params: [service_key(params.id)],
    answers=Service,
)
def handler(call: Call[ReadService]) -> Outcome:
    """Answer a service of the catalog."""
    return catalog.read(call.params, call.work)
