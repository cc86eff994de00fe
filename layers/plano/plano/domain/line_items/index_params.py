"""The params of line_items.index."""

from typing import Literal

from plano.domain.line_items.params import Itemable
from plano.domain.listing.params import IndexParams
from plano.params.declare import Params, param
from plano.params.types import Id, Text

SEARCHED = ("line_item_id", "itemable_id", "key")


class LineItemSearch(Params):
    """What to search line items for."""

    term: Text = param(100, "What to look for: the whole value, not a part of it.", min_length=1, example="FM-10293")
    attributes: list[Literal["line_item_id", "itemable_id", "key"]] | None = param(
        200,
        "Where to look for it: in the line item's own id, in the id of the record that it is on, or in your own key."
        " Left out, in all of them.",
        default=None,
        min_length=1,
        max_length=3,
        example=["key"],
    )


class LineItemSort(Params):
    """In which order to answer line items."""

    by: Literal["id", "created_at", "itemable_id"] | None = param(
        100,
        "What to sort by. Ids are given in the order of making, so `id` and `created_at` are the same; `itemable_id`"
        " sorts by the record that the line items are on, and those of one record by their ids. `id` if left out.",
        default=None,
        example="created_at",
    )
    order: Literal["asc", "desc"] | None = param(
        200,
        "The lowest or oldest first (`asc`, if left out), or the highest or newest (`desc`).",
        default=None,
        example="desc",
    )


class IndexLineItems(IndexParams):
    """A page of line items."""

    itemable_type: Itemable | None = param(
        350, "The type of the record whose line items to answer. It goes together with `itemable_id`.", default=None
    )
    itemable_id: Id | None = param(
        360,
        "The id of the record whose line items to answer. Left out, they are those of all records that you may see.",
        default=None,
    )
    search: LineItemSearch | None = param(600, "What to look for. Left out, all line items are answered.", default=None)
    sort: LineItemSort | None = param(
        900, "In which order to answer them.", default=None, example={"by": "created_at", "order": "desc"}
    )


def sorting(params: IndexLineItems) -> tuple[str, bool]:
    """What to sort by, and whether in ascending order."""
    sort = params.sort or LineItemSort()
    return sort.by or "id", sort.order != "desc"
