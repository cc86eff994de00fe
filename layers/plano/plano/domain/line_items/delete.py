"""Removing a line item, with its pointer and its key: nothing is left of it but the event.

It is marked first, in one transaction, so that the table's stream knows who removed it. What is marked counts as
absent. It is removed right afterwards; where that does not happen, what the stream triggers does it.
"""

from contextlib import suppress
from dataclasses import dataclass, field

from plano import clock
from plano.domain.callers import Caller
from plano.domain.line_items.other_params import DeleteLineItem
from plano.domain.line_items.read import find
from plano.domain.line_items.record import DELETED, MOVED, LineItem
from plano.domain.outcome import AnswerData, Outcome
from plano.domain.shown import shown
from plano.store import keys
from plano.store.attempt import attempt
from plano.store.changes import Change
from plano.store.client import StoreUnavailable
from plano.store.conditions import present
from plano.store.keys import Key
from plano.store.listings import ATTRIBUTES
from plano.store.work import Work
from plano.store.write import Check, ConditionFailed, Delete, Update, write
from plano.values import Fields


@dataclass(frozen=True, repr=False, eq=False, kw_only=True)
class RemovedLineItem(AnswerData):
    """What is said of a line item that was removed."""

    id: int = field(metadata=shown("The id of the line item that was removed.", minimum=1))


def delete(params: DeleteLineItem, caller: Caller, work: Work) -> Outcome:
    """Remove the line item.

    Raises:
        StatusError: invalid-param where it does not exist, or not for this caller.
    """
    return attempt(work, lambda: _delete(params, caller, work))


def _delete(params: DeleteLineItem, caller: Caller, work: Work) -> Outcome:
    item = find(params.id, caller, work)
    removed = RemovedLineItem(id=item.id)
    by_whom: Fields = {DELETED: clock.iso(clock.now()), "deleted_by": caller.name, "version": item.version + 1}
    pointer = Delete(keys.line_item_pointer(item.id), present())
    owner = Check(item.itemable_key, caller.ownership())
    work.write([mark(item, by_whom), pointer, owner], answer=removed)
    remove_now(item.primary_key)
    return Outcome(removed)


def mark(item: LineItem, values: Fields) -> Update:
    """Mark a line item as about to be removed, which takes it out of every listing at once."""
    return Update(item.primary_key, Change().set_all(values).clear(*ATTRIBUTES), item.unchanged())


def remove_now(key: Key) -> None:
    """Remove what is marked. Where that fails, what the stream triggers removes it later."""
    with suppress(StoreUnavailable, ConditionFailed):
        remove_marked(key)


def remove_marked(key: Key) -> None:
    """Remove what is marked.

    Raises:
        ConditionFailed: nothing that is marked stands there.
        StoreUnavailable: DynamoDB could not be reached, or refused each time.
    """
    write([Delete(key, present(DELETED) | present(MOVED))])
