"""The params of the routes under orders; those of index stand with it."""

from plano.params.declare import Params, SessionParams, View, WriteParams, param
from plano.params.types import Id, Moment, Text


class OrderFields(Params):
    """What can be said of an order."""

    key: Text | None = param(
        400,
        "Your own key for the order, such as the id of a FileMaker record, to find it by. Two orders can have the same:"
        " unlike a line item's, it keeps no second one from being made. The header `Idempotency-Key` does.",
        default=None,
    )
    external_order_id: Text | None = param(
        500, "The order's id in the system that it was placed in.", default=None, example="WEB-4711"
    )
    external_property_id: Text | None = param(
        600, "The id of the property in the system that manages it.", default=None, example="P-20"
    )
    order_notes: Text | None = param(
        700, "What whoever carries out the order should know.", default=None, max_length=1000
    )
    client_id: Id | None = param(
        800,
        "The client who orders. A client's own orders are always its own, a liaison's are for a client of its company;"
        " employees and applications choose, and only they can give an order to another client later.",
        default=None,
    )


class CreateOrder(OrderFields, WriteParams):
    """An order to be made."""


class UpdateOrder(OrderFields, WriteParams):
    """What is to change of an order."""

    id: Id = param(350, "The id of the order to change. Every other param is one to be changed.", example=1)
    if_updated_at: Moment | None = param(
        360,
        "Change the order only if this is still its `updated_at`, as you last read it. If somebody has changed it"
        " since, nothing is written, and the answer says so. Null is as if it was left out: nothing is guarded.",
        default=None,
    )


class ReadOrder(SessionParams):
    """An order to be read."""

    id: Id = param(400, "The id of the order.", example=1)
    view: View | None = param(
        500,
        "How much of the order to answer: `minimal` (what it is), `default` (all that was given, and the totals of its"
        " line items) or `full` (and its version, and who made and last changed it).",
        default=None,
    )
