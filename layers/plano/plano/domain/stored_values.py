"""Params as they are stored: moments as text, and numbers exact, in the one form in which they are compared."""

from datetime import datetime
from decimal import Context, Decimal

from plano import clock
from plano.values import Number, Value

# The default context would round to 28 digits; a sum of numbers of 38 digits at all magnitudes has fewer than 400.
_EXACT = Context(prec=400)
_LONGEST_WHOLE = 38


def stored_value(value: Value | datetime) -> Value:
    """The value: moments as ISO 8601 in UTC, numbers without idle zeros, the rest as it is."""
    if isinstance(value, datetime):
        return clock.iso(value)
    if isinstance(value, Decimal):
        return plain(value)
    return value


def plain(number: Decimal) -> Number:
    """The number as DynamoDB gives it back: whole ones as `int`, others without idle zeros."""
    exact = number.normalize(_EXACT)
    whole = exact.adjusted() < _LONGEST_WHOLE and exact.to_integral_value(context=_EXACT) == exact
    return int(exact) if whole else exact
