"""What callers can say of a record, its record names too, so that a route loads only the params that it takes."""

from plano.domain.orders import record as orders
from plano.domain.orders.params import OrderFields
from plano.domain.services import record as services
from plano.domain.services.params import ServiceFields


def test_records_name_all_that_params_can_say() -> None:
    assert tuple(OrderFields.model_fields) == orders.FIELDS
    assert tuple(ServiceFields.model_fields) == services.FIELDS
