"""What the line items of a record add up to, exactly."""

from dataclasses import dataclass, field
from decimal import Decimal, localcontext

from plano.domain.line_items.record import DELETED, MOVED
from plano.domain.outcome import AnswerData
from plano.domain.shown import shown
from plano.domain.stored_values import plain
from plano.store import keys
from plano.store.keys import Key
from plano.store.query import query
from plano.values import Number

_SUMMED = ("gross_price", "discount", "net_price")


@dataclass(frozen=True, repr=False, eq=False, kw_only=True)
class Totals(AnswerData):
    """What the line items of an order add up to. One that lacks a price adds nothing to its sum."""

    count: int = field(metadata=shown("How many line items the order has.", minimum=0))
    gross_price: Number = field(metadata=shown("The exact sum of their `gross_price`."))
    discount: Number = field(metadata=shown("The exact sum of their `discount`."))
    net_price: Number = field(metadata=shown("The exact sum of their `net_price`."))


def totals(itemable: Key) -> Totals:
    """How many line items the record has, and the exact sums of `_SUMMED`; one without a price adds nothing."""
    count = 0
    sums = dict.fromkeys(_SUMMED, Decimal(0))
    with localcontext(prec=300):  # far beyond 10,000 numbers of 38 digits, at whatever magnitudes
        for item in query(itemable, keys.LINE_ITEMS_PREFIX, attributes=(*_SUMMED, DELETED, MOVED)):
            if DELETED in item or MOVED in item:
                continue
            count += 1
            for name in _SUMMED:
                sums[name] += item.get(name, 0)
        return Totals(count=count, **{name: _shown(total) for name, total in sums.items()})


def _shown(total: Decimal) -> Number:
    return plain(total) if total else 0
