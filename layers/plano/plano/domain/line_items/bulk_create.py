"""Adding line items together, in one transaction: all of them or none, each checked as one by itself would be."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from plano import ids
from plano.domain.callers import Caller
from plano.domain.line_items import create, references
from plano.domain.line_items.new import as_made, key_fault, made_before, new_line_item, to_put
from plano.domain.line_items.other_params import BulkCreateLineItems
from plano.domain.line_items.params import MOST_AT_ONCE, NewLineItem
from plano.domain.line_items.record import LineItem
from plano.domain.line_items.references import References
from plano.domain.outcome import AnswerData, Outcome
from plano.domain.records import new_stamp
from plano.domain.shown import shown
from plano.errors import ParamFault, faulty, invalid_param
from plano.store.attempt import attempt
from plano.store.keys import Key
from plano.store.work import Work
from plano.store.write import TooMuchAtOnce

_TOO_MUCH = ParamFault(
    "line_items",
    "are more than can be written together: send fewer of them at a time, or with shorter texts, or such that refer to"
    " fewer orders",
)


@dataclass(frozen=True, repr=False, eq=False, kw_only=True)
class AddedLineItems(AnswerData):
    """Line items that were added together."""

    line_items: Sequence[LineItem] = field(
        metadata=shown("The line items, in the order in which they were sent.", min_items=1, max_items=MOST_AT_ONCE)
    )


@dataclass(frozen=True, slots=True)
class _Element:
    """One of the line items: what it refers to, and what its key made before."""

    params: NewLineItem
    refers: References
    before: LineItem | None
    faults: list[ParamFault]


def to_read(params: BulkCreateLineItems) -> Iterator[Key]:
    """Every record that is looked at, as far as the params say where it stands."""
    for element in params.line_items:
        yield from create.to_read(element)


def bulk_create(params: BulkCreateLineItems, caller: Caller, work: Work) -> Outcome:
    """Add the line items, or answer those that their keys made before.

    Raises:
        StatusError: invalid-param or missing-param, with every reference and key at fault, by position; or
            `line_items`, when one transaction does not hold them.
    """
    try:
        return attempt(work, lambda: _bulk_create(params, caller, work))
    except TooMuchAtOnce:
        raise invalid_param(_TOO_MUCH) from None


def _bulk_create(params: BulkCreateLineItems, caller: Caller, work: Work) -> Outcome:
    elements = _look_at(params, caller, work)
    new = [element for element in elements if element.before is None]
    drawn, stamp = iter(ids.new_ids(len(new))), new_stamp(caller)
    items = [one.before or new_line_item(one.params, next(drawn), one.refers, stamp) for one in elements]
    added = AddedLineItems(line_items=[as_made(item) for item in items])
    if new:
        puts = [put for one, item in zip(elements, items, strict=True) if not one.before for put in to_put(item)]
        work.write(
            [*puts, *references.merged_checks(check for one in new for check in one.refers.checks)], answer=added
        )
    return Outcome(added, replayed=not new)


def _look_at(params: BulkCreateLineItems, caller: Caller, work: Work) -> list[_Element]:
    """The line items, with nothing wrong with any of them.

    Raises:
        StatusError: anything is wrong.
    """
    work.read(to_read(params))
    work.read(key for element in params.line_items for key in references.orders_of_sources(element, work))
    elements = [_element(one, caller, work) for one in params.line_items]
    faults = [
        fault._replace(param=f"line_items[{position}].{fault.param}")
        for position, (element, twice) in enumerate(zip(elements, _twice(params.line_items), strict=True))
        for fault in (*element.faults, *twice)
    ]
    if faults:
        raise faulty(faults)
    return elements


def _element(params: NewLineItem, caller: Caller, work: Work) -> _Element:
    refers = references.resolve(params, caller, work, at_once=True)
    before = made_before(params, work) if not refers.faults else None
    fault = key_fault(params, before) if before is not None else None
    return _Element(params, refers, before, [*refers.faults, *([fault] if fault else [])])


def _twice(elements: Sequence[NewLineItem]) -> Iterator[list[ParamFault]]:
    """For each element the fault of having another one's key."""
    where = [(one.itemable_type, one.itemable_id, one.key) for one in elements]
    counts = Counter(where)
    for element, key in zip(elements, where, strict=True):
        has_others_key = element.key is not None and counts[key] > 1
        yield [ParamFault("key", "is the key of another of these line items, too")] if has_others_key else []
