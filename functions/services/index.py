"""services.index"""

from plano.declarations.access import Access
from plano.domain.outcome import Outcome
from plano.domain.services import index
from plano.domain.services.index import IndexServices, ListedServices
from plano.pipeline.call import Call
from plano.pipeline.route import route
from plano.store.kinds import Kind


@route(
    IndexServices,
    purpose="Answers the services of the catalog, page by page: all of them, or what a search finds.",
    access=Access(reads=(Kind.SERVICE,), lists=(Kind.SERVICE,)),
    answers=ListedServices,
)
def handler(call: Call[IndexServices]) -> Outcome:
    """Answer a page of services."""
    return index.index(call.params, call.work)
