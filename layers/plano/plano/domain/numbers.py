"""Exact numbers, in the one form in which they are kept, compared and answered."""

from decimal import Context, Decimal

# The default context would round to 28 digits; a sum of numbers of 38 digits at all magnitudes has fewer than 400.
_EXACT = Context(prec=400)
_LONGEST_WHOLE = 38


def plain(number: Decimal) -> int | Decimal:
    """The number as DynamoDB gives it back: whole ones as `int`, others without idle zeros."""
    exact = number.normalize(_EXACT)
    whole = exact.adjusted() < _LONGEST_WHOLE and exact.to_integral_value(context=_EXACT) == exact
    return int(exact) if whole else exact
