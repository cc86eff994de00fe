"""The params of a line item, and those of `line_items.create`: the page that the platform comes from."""

from decimal import Decimal
from typing import Literal

from plano.params.declare import Params, WriteParams, param
from plano.params.types import Boolean, Id, Integer, Moment, Number, Percent, Text

Itemable = Literal["Order"]
"""The types of record that can hold line items. Adding one is one line: its records must carry their owner."""
Sourceable = Literal["Order", "LineItem", "Service"]
MOST_AT_ONCE = 45
"""How many line items are added together, at most: so many fit, with their pointers and checks, in one transaction."""


class LineItemFields(Params):
    """What can be said of a line item."""

    shared_orders = frozenset({400})  # as on the page that the platform comes from

    itemable_type: Itemable | None = param(
        400, "The type of the record that the line item belongs to. Only orders hold line items today.", default=None
    )
    itemable_id: Id | None = param(400, "The id of the record that the line item belongs to.", default=None)
    sourceable_id: Id | None = param(
        400, "The id of the record that the line item came from. It goes together with `sourceable_type`.", default=None
    )
    sourceable_type: Sourceable | None = param(
        400,
        "The type of the record that the line item came from: an order or a line item that it was copied from, or the"
        " catalog's service. It goes together with `sourceable_id`.",
        default=None,
    )
    key: Text | None = param(
        400,
        "Your own key for the line item, such as the id of a FileMaker record; unique on its order. Sending the same"
        " line item with the same key again is safe: it answers what the first request answered, and adds nothing.",
        default=None,
        example="FM-10293",
        min_length=1,
    )
    service_id: Id | None = param(
        500,
        "The id of the catalog's service that is ordered. What the catalog knows of it is filled in where you leave it"
        " out, and stays as it was on this day. Left out, the line item is for an ad-hoc service.",
        default=None,
        example=3,
    )
    service_name: Text | None = param(600, "The name of the service, as the client reads it.", default=None)
    service_description: Text | None = param(
        700, "What the service consists of, as the client reads it.", default=None, max_length=4000
    )
    group_name: Text | None = param(800, "The group under which the service is listed.", default=None)
    service_type_primary: Boolean | None = param(
        900,
        "Whether this is a main service (a floor plan), rather than an extra to one (a printed copy).",
        default=None,
    )
    quantity: Integer | None = param(1000, "How many of the service are ordered.", default=None, example=2, ge=0)
    instructions: Text | None = param(
        1100, "What whoever carries out the service should know.", default=None, max_length=1000
    )
    price: Number | None = param(
        1200,
        "The price for the client, as it was quoted. All prices are exact decimals.",
        default=None,
        example=Decimal("149.5"),
    )
    base_price: Number | None = param(1300, "The part of the price that doesn't depend on the quantity.", default=None)
    unit_price: Number | None = param(1400, "The price of one unit.", default=None, example=Decimal("74.75"))
    gross_price: Number | None = param(1500, "The price before discounts.", default=None)
    net_price: Number | None = param(1600, "The price after discounts.", default=None)
    base_price_final: Number | None = param(1700, "The base price as it was invoiced.", default=None)
    unit_price_final: Number | None = param(1800, "The unit price as it was invoiced.", default=None)
    discount: Number | None = param(1900, "The amount that is taken off the gross price.", default=None)
    discount_applied_percent: Percent | None = param(
        2000, "The discount as a percentage of the gross price.", default=None
    )
    updated_in: Text | None = param(
        2100, "The system in which the line item was last changed: `fm` for the FileMaker back office.", default=None
    )
    updated_at_fm: Moment | None = param(
        2200,
        "When FileMaker last changed the line item: ISO 8601, or FileMaker's own `MM/DD/YYYY HH:MM:SS AM` in UTC."
        " Answered as ISO 8601 in UTC.",
        default=None,
    )
    processed_at: Moment | None = param(
        2300, "When the line item was processed. Written and answered like `updated_at_fm`.", default=None
    )


class NewLineItem(LineItemFields):
    """A line item to be added to a record."""

    itemable_type: Itemable = param(
        400,
        "The type of the record that the line item is added to. Only orders hold line items today.",
        example="Order",
    )
    itemable_id: Id = param(400, "The id of the record that the line item is added to.", example=1)


class CreateLineItem(NewLineItem, WriteParams):
    """A line item to be added to a record, and who adds it."""
