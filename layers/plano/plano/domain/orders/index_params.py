"""The params of orders.index."""

from typing import Literal

from plano.domain.listing.params import SortedIndexParams
from plano.params.declare import Params, param
from plano.params.types import Text

SEARCHED = ("order_id", "key")


class OrderSearch(Params):
    """What to search orders for."""

    term: Text = param(100, "What to look for: the whole value, not a part of it.", min_length=1)
    attributes: list[Literal["order_id", "key"]] | None = param(
        200,
        "Where to look for it: in the order's id, or in your own key for it. Left out, in both.",
        default=None,
        min_length=1,
        max_length=2,
    )


class IndexOrders(SortedIndexParams):
    """A page of orders."""

    search: OrderSearch | None = param(600, "What to look for. Left out, all orders are answered.", default=None)
