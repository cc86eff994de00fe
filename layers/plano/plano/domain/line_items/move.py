"""Moving a line item: with another key, or on another record, it stands in another place.

One transaction writes it there and marks what stood here, so that the table's stream tells a move from a removal; what
is marked counts as absent, and is removed right afterwards.
"""

from contextlib import suppress

from plano import clock
from plano.domain.callers import Caller, same_owner
from plano.domain.changes import still
from plano.domain.line_items.record import FREE, MOVED, is_there, key_of, listed, to_answer
from plano.errors import ParamFault, invalid_param, unknown_record
from plano.store import keys
from plano.store.client import StoreUnavailable
from plano.store.keys import Key
from plano.store.listings import ATTRIBUTES
from plano.store.values import Item
from plano.store.work import Work
from plano.store.write import Action, Check, Condition, ConditionFailed, Delete, Put, Update, write


def move(item: Item, values: Item, condition: Condition, caller: Caller, work: Work) -> Item:
    """Move the line item to where it stands with these values, and answer it as it is then.

    Raises:
        ConditionFailed: it was changed since it was read, or its new record was.
        StatusError: invalid-param, when another line item has the key there, or the record is not the caller's now.
    """
    here, itemable = key_of(item), itemable_key({**item, **values})
    order = work.get(itemable) or {}
    moved = _moved(item, values, order, caller)
    there = key_of(moved)
    try:
        work.write(
            [
                mark(here, MOVED, condition.also(still(item, "version"))),
                Put(there, moved, FREE),
                _pointer(moved, here, there),
                Check(itemable, caller.ownership().also(same_owner(order))),
            ]
        )
    except ConditionFailed as refused:
        if is_there(refused.failed.get(there)):
            raise invalid_param(ParamFault("key", "is that of another line item on this record")) from None
        if itemable in refused.failed and not caller.sees(refused.failed[itemable] or {}):
            raise invalid_param(unknown_record("itemable_id", "order")) from None
        raise
    remove_marked(here, MOVED)
    return moved


def mark(key: Key, name: str, condition: Condition, more: Condition | None = None) -> Update:
    """Mark a line item as about to be removed, which takes it out of every listing at once."""
    names = {f"listing{position}": attribute for position, attribute in enumerate(ATTRIBUTES)}
    extra = f", {more.expression}" if more else ""
    expression = f"SET #mark = :mark{extra} REMOVE {', '.join(f'#{short}' for short in names)}"
    change = Condition(
        expression,
        {"mark": name, **names, **(more.names if more else {})},
        {"mark": clock.iso(clock.now()), **(more.values if more else {})},
    )
    return Update(key, change, condition)


def remove_marked(key: Key, name: str) -> None:
    """Remove what is marked. Where that fails, it stays and counts as absent all the same."""
    with suppress(StoreUnavailable, ConditionFailed):
        write([Delete(key, Condition("attribute_exists(#mark)", {"mark": name}))])


def itemable_key(item: Item) -> Key:
    """Where the record stands that a line item is on."""
    return keys.record(item["itemable_type"], item["itemable_id"])


def _moved(item: Item, values: Item, order: Item, caller: Caller) -> Item:
    dropped = {"pk", "sk", "first", *ATTRIBUTES}
    moved = {name: value for name, value in {**item, **values}.items() if name not in dropped and value is not None}
    moved |= {
        "fingerprint": "moved",  # what made it was another key, or another record: no request is a repetition of it
        "previous": to_answer(item, "full"),
        "version": item["version"] + 1,
        "updated_at": clock.iso(clock.now()),
        "updated_by": caller.name,
    }
    return {**moved, **listed(moved, order)}


def _pointer(moved: Item, here: Key, there: Key) -> Action:
    change = Condition(
        "SET #type = :type, #id = :id, #place = :place",
        {"type": "itemable_type", "id": "itemable_id", "place": "place"},
        {"type": moved["itemable_type"], "id": moved["itemable_id"], "place": there.sk},
    )
    return Update(keys.line_item_pointer(moved["id"]), change, Condition("#place = :before", {}, {"before": here.sk}))
