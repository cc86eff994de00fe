"""What the routes under line_items answer, beyond a line item itself."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from plano.domain.line_items.params import MOST_AT_ONCE
from plano.domain.line_items.record import LineItem
from plano.domain.listing.answers import Listed
from plano.domain.outcome import AnswerData
from plano.domain.shown import shown


@dataclass(frozen=True, repr=False, eq=False, kw_only=True)
class AddedLineItems(AnswerData):
    """Line items that were added together."""

    line_items: Sequence[LineItem] = field(
        metadata=shown("The line items, in the order in which they were sent.", min_items=1, max_items=MOST_AT_ONCE)
    )


@dataclass(frozen=True, repr=False, eq=False, kw_only=True)
class ListedLineItems(Listed):
    """A page of line items."""

    line_items: Sequence[LineItem] = field(metadata=shown("The line items of this page.", max_items=100))


@dataclass(frozen=True, repr=False, eq=False, kw_only=True)
class RemovedLineItem(AnswerData):
    """What is said of a line item that was removed."""

    id: int = field(metadata=shown("The id of the line item that was removed.", minimum=1))
