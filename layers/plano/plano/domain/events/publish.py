"""Publishing: the changes in a batch of the stream, as events on the bus, in their order.

A change that can't be read as an event, or whose event the bus never takes, is put aside, so that it doesn't hold up
those behind it. Where the bus or the queue can't be reached, the stream brings the batch again from that change on: an
event may so arrive more than once.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from plano.domain.dead_letters import FAILS_AGAIN, put_aside
from plano.domain.events.line_item_event import event_of
from plano.settings import settings
from plano.store import event_bus
from plano.store.event_bus import Entry
from plano.store.services import ServiceUnavailable
from plano.store.stream import StreamChange, StreamRecord, sequence_number


class NotPublished(Exception):
    """The batch has to be brought again, from the change with this sequence number on. The cause says why."""

    def __init__(self, sequence_number: str) -> None:
        super().__init__(sequence_number)
        self.sequence_number = sequence_number


@dataclass(frozen=True, slots=True)
class _Event:
    record: StreamRecord
    line_item_id: int
    entry: Entry


def publish(records: Sequence[StreamRecord]) -> tuple[int, int]:
    """Publish what happened in these changes.

    Returns:
        How many events were put on the bus, and how many changes were put aside.

    Raises:
        NotPublished: the bus or the queue could not be reached.
    """
    entries: list[_Event] = []
    events = refused = unreadable = 0
    for record in records:
        try:
            found = _event(record)
        except FAILS_AGAIN as error:
            refused += _put(entries)
            entries = []
            _put_aside(record, error)
            unreadable += 1
        else:
            entries += [found] if found else []
            events += 1 if found else 0
    refused += _put(entries)
    return events - refused, unreadable + refused


def _event(record: StreamRecord) -> _Event | None:
    event = event_of(StreamChange(record))
    if event is None:
        return None
    entry = Entry(event.type, event.to_detail())
    if entry.size > event_bus.LARGEST:
        raise ValueError(f"the event has {entry.size} bytes, more than the bus takes")
    return _Event(record, event.line_item_id, entry)


def _put(entries: Sequence[_Event]) -> int:
    """Put the events on the bus. Those that it will never take are put aside; answers how many these were."""
    aside = 0
    for batch in _batches(entries):
        try:
            never = event_bus.put(settings().event_bus, [one.entry for one in batch])
        except ServiceUnavailable as error:
            raise NotPublished(sequence_number(batch[0].record)) from error
        for one in batch:
            if one.entry in never:
                _put_aside(one.record, ValueError(f"the bus says {never[one.entry]}"))
                aside += 1
    return aside


def _batches(entries: Sequence[_Event]) -> Iterator[list[_Event]]:
    """As many as the bus takes at a time, but never two of one line item: the bus promises no order among them."""
    batch: list[_Event] = []
    for one in entries:
        size = sum(other.entry.size for other in batch) + one.entry.size
        repeated = any(other.line_item_id == one.line_item_id for other in batch)
        if len(batch) == event_bus.MOST_AT_ONCE or size > event_bus.LARGEST or repeated:
            yield batch
            batch = []
        batch.append(one)
    if batch:
        yield batch


def _put_aside(record: StreamRecord, reason: Exception) -> None:
    try:
        put_aside(record, reason)
    except ServiceUnavailable as error:
        raise NotPublished(_number(record)) from error


def _number(record: StreamRecord) -> str:
    with suppress(KeyError, TypeError):
        return sequence_number(record)
    return ""
