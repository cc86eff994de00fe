"""What params say agrees with what records hold, and with whom routes let in."""

from plano.domain.callers import APPLICATION
from plano.domain.orders import record as orders
from plano.domain.orders.params import OrderFields
from plano.domain.services import record as services
from plano.domain.services.params import ServiceFields
from plano.registry.discovery import declared
from plano_cli.local.paths import FUNCTIONS


def test_records_name_all_that_params_can_say() -> None:
    """So that a route loads only the params that it takes."""
    assert tuple(OrderFields.model_fields) == orders.FIELDS
    assert tuple(ServiceFields.model_fields) == services.FIELDS


def test_an_applications_token_is_named_where_it_will_do() -> None:
    for route in declared(FUNCTIONS)[1]:
        if route.takes_token:
            said = str(route.params.model_fields["token"].description)
            assert ("of an application" in said) == (not route.roles or APPLICATION in route.roles), route.name
