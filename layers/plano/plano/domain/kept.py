"""A param's value as it is kept."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from plano import clock
from plano.domain.numbers import plain


def kept(value: Any) -> Any:
    """The value: moments as ISO 8601 in UTC, numbers without idle zeros, the rest as it is."""
    if isinstance(value, datetime):
        return clock.iso(value)
    if isinstance(value, Decimal):
        return plain(value)
    return value
