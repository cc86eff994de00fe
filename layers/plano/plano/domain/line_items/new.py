"""A line item that is about to be: its record, where it will stand, and whether it was there before."""

from plano import clock
from plano.domain.callers import Caller
from plano.domain.line_items import filemaker, references
from plano.domain.line_items.params import NewLineItem
from plano.domain.line_items.record import KIND, fingerprint, given, listed, to_answer
from plano.errors import ParamFault
from plano.store import keys
from plano.store.keys import Key
from plano.store.values import Item
from plano.store.work import Work
from plano.store.write import ABSENT, Put


def new_item(params: NewLineItem, id: int, caller: Caller, work: Work) -> Item:
    """The record of a new line item; its itemable and its service have been read."""
    now = clock.iso(clock.now())
    values = given(params)
    item = {
        "kind": KIND,
        "id": id,
        **references.filled_in(params, work),
        **values,
        **filemaker.order(values),
        "fingerprint": fingerprint(values),
        "version": 1,
        "created_at": now,
        "updated_at": now,
        "created_by": caller.name,
        "updated_by": caller.name,
    }
    return {**item, **listed(item, work.get(references.itemable_key(params)) or {})}


def place(params: NewLineItem, id: int) -> Key:
    """Where it will stand."""
    return keys.line_item(params.itemable_type, params.itemable_id, key=params.key, id=id)


def pointer(params: NewLineItem, id: int) -> Put:
    """The pointer from its id to where it stands, which makes the id unique."""
    there = place(params, id)
    belongs = {"itemable_type": params.itemable_type, "itemable_id": params.itemable_id, "place": there.sk}
    return Put(keys.line_item_pointer(id), belongs, ABSENT)


def key_fault(params: NewLineItem, before: Item) -> ParamFault | None:
    """What is wrong with a key that made a line item before: nothing, if it was made of the same params."""
    if before["fingerprint"] == fingerprint(given(params)):
        return None
    return ParamFault("key", "has been used for a line item with other params on this record")


def first_answer(before: Item) -> Item:
    """What was answered when this line item was made."""
    return to_answer(before.get("first", before))
