"""The params of the other routes under line_items: `create` needn't load them."""

from plano.domain.line_items.params import MOST_AT_ONCE, LineItemFields, NewLineItem
from plano.params.declare import SessionParams, View, WriteParams, param
from plano.params.types import Id, Moment, Text


class BulkCreateLineItems(WriteParams):
    """Line items to be added together."""

    shared_orders = LineItemFields.shared_orders

    line_items: list[NewLineItem] = param(
        400,
        "The line items to add, 1 to 45 of them, each with the params that `line_items.create` takes. All of them are"
        " added, or none. A fault is named by its position: `line_items[3].quantity` is of the fourth.",
        min_length=1,
        max_length=MOST_AT_ONCE,
        example=[{"itemable_type": "Order", "itemable_id": 1, "key": "FM-10293", "service_id": 3, "quantity": 2}],
    )


class UpdateLineItem(LineItemFields, WriteParams):
    """What is to change of a line item."""

    example_params = frozenset({"token", "application", "id", "quantity"})

    id: Id = param(350, "The id of the line item to change. Every other param is one to be changed.", example=1)
    key: Text | None = param(
        400,
        "Your own key for the line item, unique on its order. With another key it is still the same line item, and the"
        " old key is free.",
        default=None,
        min_length=1,
    )
    service_id: Id | None = param(
        500,
        "The id of the catalog's service that is ordered. Only what is given changes: the service's name, description"
        " and group stay as they are unless you give them too.",
        default=None,
    )
    if_updated_at: Moment | None = param(
        360,
        "Change the line item only if this is still its `updated_at`, as you last read it. If somebody has changed it"
        " since, nothing is written, and the answer says so. Null is as if it was left out: nothing is guarded.",
        default=None,
    )


class DeleteLineItem(WriteParams):
    """A line item to be removed."""

    id: Id = param(400, "The id of the line item to remove.", example=1)


class ReadLineItem(SessionParams):
    """A line item to be read."""

    id: Id = param(400, "The id of the line item.", example=1)
    view: View | None = param(
        500,
        "How much of the line item to answer: `minimal` (what it is, and where it belongs), `default` (all that was"
        " given or filled in) or `full` (and its version, and who made and last changed it).",
        default=None,
    )
