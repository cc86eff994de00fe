"""Reading a service of the catalog."""

from plano.domain.outcome import Outcome
from plano.domain.services.params import ReadService
from plano.domain.services.record import Service, service_key
from plano.errors import invalid_param, unknown_record
from plano.store.work import Work


def read(params: ReadService, work: Work) -> Outcome:
    """The service; everybody reads the catalog.

    Raises:
        StatusError: invalid-param where it does not exist.
    """
    service = work.get(service_key(params.id), Service)
    if service is None:
        raise invalid_param(unknown_record("id", "service"))
    return Outcome(service)
