"""Line items in the order of the records that they are on: record by record, on each in the order of their making."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plano import ids
from plano.domain.listing.source import Found, Position
from plano.domain.orders.record import Order
from plano.store.listings import Listing, of_itemable
from plano.store.walk import Span, count, walk

FARTHEST = 200
"""How many orders are looked at for one answer: many may have no line items in the span."""


@dataclass(frozen=True, slots=True)
class ByItemable:
    """The line items in the span, on the orders of these listings; the same as those of `items`."""

    orders: Sequence[Listing]
    items: Sequence[Listing]
    span: Span

    @property
    def width(self) -> int:
        """Of how many ids a position consists: the record's and the line item's."""
        return 2

    def entries(self, after: Position | None, at_once: int, /) -> Iterator[Found]:
        """The entries after a position; after many orders one without a key, to stop at."""
        for looked_at, order in enumerate(walk(self.orders, self._orders_from(after), at_once=at_once)):
            if looked_at == FARTHEST:
                yield Found(_before(order.id, ascending=self.span.ascending), None)
                return
            span = self.span.after(after[1]) if after and after[0] == order.id else self.span
            for entry in walk([of_itemable(Order.KIND, order.id)], span, at_once=at_once):
                yield Found((order.id, entry.id), entry.key)

    def count(self) -> int:
        """How many there are."""
        return count(self.items, self.span)

    def _orders_from(self, after: Position | None) -> Span:
        span = Span(ascending=self.span.ascending)
        if after is None:
            return span
        return span._replace(low=after[0]) if span.ascending else span._replace(high=after[0])


def _before(order_id: int, *, ascending: bool) -> Position:
    return (order_id, 0) if ascending else (order_id, ids.LARGEST)
