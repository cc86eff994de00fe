"""Adding a line item: once, whoever sends it how often, and only to an order of the caller's."""

from collections.abc import Iterator

from plano import ids
from plano.domain.callers import Caller
from plano.domain.line_items import references
from plano.domain.line_items.new import as_made, key_fault, made_before, new_line_item, to_put
from plano.domain.line_items.params import NewLineItem
from plano.domain.outcome import Outcome
from plano.domain.records import new_stamp
from plano.errors import faulty, invalid_param
from plano.store import keys
from plano.store.attempt import attempt
from plano.store.keys import Key
from plano.store.work import Work


def to_read(params: NewLineItem) -> Iterator[Key]:
    """Every record that is looked at, as far as the params say where it stands."""
    yield from references.to_read(params)
    if params.key is not None:
        yield keys.line_item(params.itemable_type, params.itemable_id, key=params.key, id=0)


def create(params: NewLineItem, caller: Caller, work: Work) -> Outcome:
    """Add the line item, or answer the one that this key made before.

    Raises:
        StatusError: invalid-param or missing-param, with every reference at fault; or `key`, when it was used for a
            line item with other params.
    """
    return attempt(work, lambda: _create(params, caller, work))


def _create(params: NewLineItem, caller: Caller, work: Work) -> Outcome:
    work.read(to_read(params))
    refers = references.resolve(params, caller, work, at_once=False)
    if refers.faults:
        raise faulty(refers.faults)
    before = made_before(params, work)
    if before is not None:
        fault = key_fault(params, before)
        if fault:
            raise invalid_param(fault)
        return Outcome(as_made(before), replayed=True)
    item = new_line_item(params, ids.new_id(), refers, new_stamp(caller))
    work.write([*to_put(item), *references.merged_checks(refers.checks)], answer=item)
    return Outcome(item)
