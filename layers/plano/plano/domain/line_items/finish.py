"""Finishing what a request has begun and was ended in: the table's stream brings what is left of it."""

from collections.abc import Sequence
from contextlib import suppress

from plano.domain.line_items.delete import remove_marked
from plano.domain.line_items.record import LineItem
from plano.domain.line_items.relist import relist
from plano.domain.orders.record import Order
from plano.store.client import StoreUnavailable
from plano.store.stream import Change, StreamRecord, sequence_number
from plano.store.write import ConditionFailed


class NotFinished(Exception):
    """The batch has to be brought again, from the change with this sequence number on. The cause says why."""

    def __init__(self, sequence_number: str) -> None:
        super().__init__(sequence_number)
        self.sequence_number = sequence_number


def finish(records: Sequence[StreamRecord]) -> None:
    """Remove the line items that are marked in these changes, and list those of orders that went to another client.

    Most of it the request has done itself by now, and nothing is left to do. All of it can be done twice, and in
    whatever order. So a change that fails holds up none of those that came with it.

    Raises:
        NotFinished: some of it failed; the first that did is named.
    """
    failure: NotFinished | None = None
    for record in records:
        try:
            _finish(Change(record))
        except StoreUnavailable as error:
            failure = failure or _failure(record, error)
            break  # the others would only wait for the same
        except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
            failure = failure or _failure(record, error)  # it can't be read
    if failure is not None:
        raise failure


def _finish(change: Change) -> None:
    item, order = change.new(LineItem), change.new(Order)
    if item is not None and not item.is_live:
        with suppress(ConditionFailed):
            remove_marked(item.primary_key)
    if order is not None and order.relisting:
        relist(order.id)


def _failure(record: StreamRecord, error: Exception) -> NotFinished:
    failure = NotFinished(sequence_number(record))
    failure.__cause__ = error
    return failure
