"""Periods: which ids were made today, this week, this month or this year, by the days of UTC and weeks from Monday."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from plano import clock, ids
from plano.domain.listing.params import Filter
from plano.store.walk import Span


def span_of(filters: Sequence[Filter] | None, *, ascending: bool) -> Span:
    """The ids of what was made in all of these periods."""
    starts = [ids.earliest_at(_start(period, clock.now())) for period in filters or ()]
    return Span(low=max(starts, default=0), ascending=ascending)


def _start(period: Filter, now: datetime) -> datetime:
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    match period:
        case "today":
            return midnight
        case "this_week":
            return midnight - timedelta(days=midnight.weekday())
        case "this_month":
            return midnight.replace(day=1)
        case "this_year":
            return midnight.replace(month=1, day=1)
