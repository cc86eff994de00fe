"""Params as they are stored: moments as text, and numbers exact, in the one form in which they are compared."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Context, Decimal
from typing import TypeAlias

from plano import clock
from plano.params.declare import Params
from plano.values import Number, Value

Given: TypeAlias = str | int | Decimal | date | time | bytes | Params | Sequence["Given"] | Mapping[str, "Given"] | None
"""What a param can hold, as the route's action gets it."""

# The default context would round to 28 digits; a sum of numbers of 38 digits at all magnitudes has fewer than 400.
_EXACT = Context(prec=400)
_LONGEST_WHOLE = 38


def stored_value(value: Given) -> Value:
    """The value as a record holds it: times as ISO 8601, in UTC; numbers without idle zeros; the rest as it is."""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, datetime):
        return clock.iso(value)
    if value is None or isinstance(value, str | int | bytes):
        return value
    return value.isoformat() if isinstance(value, date | time) else _of_many(value)


def _of_many(values: Params | Mapping[str, Given] | Sequence[Given]) -> Value:
    if isinstance(values, Params):
        fields = type(values).model_fields.items()
        return {
            field.alias or name: stored_value(getattr(values, name)) for name, field in fields if name in values.given
        }
    if isinstance(values, Mapping):
        return {name: stored_value(value) for name, value in values.items()}
    return [stored_value(value) for value in values]


def plain(number: Decimal) -> Number:
    """The number as DynamoDB gives it back: whole ones as `int`, others without idle zeros."""
    exact = number.normalize(_EXACT)
    whole = exact.adjusted() < _LONGEST_WHOLE and exact.to_integral_value(context=_EXACT) == exact
    return int(exact) if whole else exact
