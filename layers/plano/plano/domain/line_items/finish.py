"""Finishing what a request has begun and was ended in: the table's stream brings what is left of it."""

from collections.abc import Sequence
from contextlib import suppress

from plano.domain.dead_letters import FAILS_AGAIN, put_aside
from plano.domain.line_items.delete import remove_marked
from plano.domain.line_items.record import LineItem
from plano.domain.line_items.relist import relist
from plano.domain.orders.record import Order
from plano.store.stream import StreamChange, StreamRecord
from plano.store.write import ConditionFailed


def finish(records: Sequence[StreamRecord]) -> int:
    """Remove the line items that are marked in these changes, and list those of orders that went to another client.

    Most of it the request has done itself by now, and nothing is left to do. All of it can be done twice. A change that
    can't be read, or makes no sense, is put aside.

    Returns:
        How many changes were put aside.

    Raises:
        StoreUnavailable, ServiceUnavailable: the stream has to bring the changes again.
    """
    aside = 0
    for record in records:
        try:
            _finish(record)
        except FAILS_AGAIN as error:
            put_aside(record, error)
            aside += 1
    return aside


def _finish(record: StreamRecord) -> None:
    change = StreamChange(record)
    item, order = change.new(LineItem), change.new(Order)
    if item is not None and not item.is_live:
        with suppress(ConditionFailed):
            remove_marked(item.primary_key)
    if order is not None and order.relisting:
        relist(order.id)
