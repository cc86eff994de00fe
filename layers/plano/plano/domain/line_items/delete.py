"""Removing a line item, with its pointer and its key: nothing is left of it but the event."""

from plano.domain.callers import Caller
from plano.domain.line_items.move import mark, remove_marked
from plano.domain.line_items.params import DeleteLineItem
from plano.domain.line_items.read import find
from plano.domain.line_items.record import DELETED, as_read, key_of
from plano.domain.outcome import Outcome
from plano.store import keys
from plano.store.work import Work
from plano.store.write import PRESENT, Condition, ConditionFailed, Delete

_TRIES = 10


def delete(params: DeleteLineItem, caller: Caller, work: Work) -> Outcome:
    """Remove the line item.

    Raises:
        StatusError: invalid-param where it does not exist, or not for this caller.
    """
    for _ in range(_TRIES):
        item = find(params.id, caller, work)
        key = key_of(item)
        who = Condition(
            "#version = #version + :one, #who = :who",
            {"version": "version", "who": "deleted_by"},
            {"one": 1, "who": caller.name},
        )
        try:
            work.write(
                [mark(key, DELETED, as_read(item), who), Delete(keys.line_item_pointer(params.id), PRESENT)],
            )
        except ConditionFailed:
            work.forget()  # it was moved or removed, or its order went to somebody else, since it was read
        else:
            remove_marked(key, DELETED)
            return Outcome({"id": params.id})
    raise RuntimeError("the line item went on being changed")
