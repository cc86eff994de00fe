"""The params of the routes under services; those of index stand with it."""

from decimal import Decimal

from plano.params.declare import Params, SessionParams, View, WriteParams, param
from plano.params.types import Boolean, Id, Moment, Number, Text


class ServiceFields(Params):
    """What can be said of a service."""

    name: Text | None = param(400, "The name of the service, as clients read it.", default=None, min_length=1)
    description: Text | None = param(
        500,
        "What the service consists of, as clients read it.",
        default=None,
        max_length=4000,
        example="A measured floor plan of every storey.",
    )
    group_name: Text | None = param(
        600, "The group under which the service is listed.", default=None, example="Floor plans"
    )
    primary: Boolean | None = param(
        700, "Whether this is a main service, rather than an extra to one.", default=None, example=True
    )
    base_price: Number | None = param(
        800, "The part of the price that doesn't depend on the quantity.", default=None, example=99
    )
    unit_price: Number | None = param(900, "The price of one unit.", default=None, example=Decimal("24.5"))
    active: Boolean | None = param(
        1000, "Whether the service is offered at the moment. Left out, it is.", default=None, example=True
    )


class CreateService(ServiceFields, WriteParams):
    """A service to be added to the catalog."""

    name: Text = param(400, "The name of the service, as clients read it.", example="Floor plan", min_length=1)


class UpdateService(ServiceFields, WriteParams):
    """What is to change of a service."""

    example_params = frozenset({"token", "application", "id", "unit_price"})

    id: Id = param(350, "The id of the service to change. Every other param is one to be changed.", example=3)
    if_updated_at: Moment | None = param(
        360,
        "Change the service only if this is still its `updated_at`, as you last read it. If somebody has changed it"
        " since, nothing is written, and the answer says so. Null is as if it was left out: nothing is guarded.",
        default=None,
    )


class ReadService(SessionParams):
    """A service to be read."""

    id: Id = param(400, "The id of the service.", example=3)
    view: View | None = param(
        500,
        "How much of the service to answer: `minimal` (what it is), `default` (all that was given) or `full` (and its"
        " version, and who made and last changed it).",
        default=None,
    )
