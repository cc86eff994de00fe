"""The params that every index takes."""

from typing import Literal

from plano.params.declare import Params, SessionParams, View, param
from plano.params.types import Boolean, Integer, Text

Filter = Literal["today", "this_week", "this_month", "this_year"]
LARGEST_PAGE, USUAL_PAGE = 100, 25
FARTHEST = 10_000
"""As far as page numbers walk; cursors go on from there."""


class Page(Params):
    """Which part of what was found to answer."""

    size: Integer | None = param(
        100, "How many to answer, at most; 25 if left out.", default=None, ge=1, le=LARGEST_PAGE, example=25
    )
    number: Integer | None = param(
        200,
        "Which page to answer, from 1. The pages before it are walked through each time, as far as the ten-thousandth"
        " result; a cursor is as quick on the last page as on the first.",
        default=None,
        ge=1,
    )
    cursor: Text | None = param(
        300,
        "Where to go on: the `next_cursor` that the page before answered, with all other params as they were (only the"
        " size and the view may change). It takes the place of `number`.",
        default=None,
        max_length=1000,
    )


class IndexParams(SessionParams):
    """A page of records."""

    count: Boolean | None = param(
        400, "Whether to answer, as `count`, how many there are on all pages together.", default=None
    )
    view: View | None = param(500, "How much of each to answer: `minimal`, `default` or `full`.", default=None)
    filters: list[Filter] | None = param(
        700,
        "Only what was made in this time, up to now. Days begin at midnight UTC, weeks on Monday. Of several, all"
        " apply.",
        default=None,
        max_length=4,
    )
    page: Page | None = param(
        800,
        "Which part of the results to answer. Each answer holds a `next_cursor` while there are more of them; a page"
        " may then hold fewer than its size.",
        default=None,
        example={"size": 25},
    )


class Sort(Params):
    """In which order to answer records."""

    by: Literal["id", "created_at"] | None = param(
        100,
        "What to sort by. Ids are given in the order of making, so both are the same. `id` if left out.",
        default=None,
        example="created_at",
    )
    order: Literal["asc", "desc"] | None = param(
        200, "The oldest first (`asc`, if left out), or the newest (`desc`).", default=None, example="desc"
    )


class SortedIndexParams(IndexParams):
    """A page of records that are sorted by nothing but their making."""

    sort: Sort | None = param(
        900, "In which order to answer them.", default=None, example={"by": "created_at", "order": "desc"}
    )

    @property
    def ascending(self) -> bool:
        """Whether the oldest come first."""
        return self.sort is None or self.sort.order != "desc"
