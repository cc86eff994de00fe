"""What became of a simulated traffic: every request ends in exactly one way."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum


class End(StrEnum):
    """How a request can end."""

    ANSWERED = "answered"
    BY_API = "refused by API Gateway"
    BY_LAMBDA = "refused by Lambda"
    BY_DATABASE = "refused by DynamoDB in all tries"


@dataclass(frozen=True, slots=True)
class Second:
    """One second of it; `heat` is the share of its units that each place was asked for and gave."""

    asked: int
    answered: int
    refused: int
    working: int
    there: int
    cold: int
    heat: dict[str, float]


@dataclass(slots=True)
class Outcome:
    """All of it: creates, beside them an import, and what happened in each second."""

    tick: float
    asked: int = 0
    cold: int = 0
    ends: Counter[End] = field(default_factory=Counter)
    """Of creates."""
    took: Counter[int] = field(default_factory=Counter)
    """How many creates were answered after so many ticks."""
    at_work: Counter[int] = field(default_factory=Counter)
    """In how many ticks so many environments worked."""
    seconds: list[Second] = field(default_factory=list)
    refused_by: Counter[str] = field(default_factory=Counter)
    """How often each place of DynamoDB had no room."""
    bulks: Counter[End] = field(default_factory=Counter)
    imported_after: float | None = None
    """How many seconds the import took."""

    def share(self, end: End) -> float:
        """What part of the creates ended so."""
        return self.ends[end] / self.asked if self.asked else 0.0

    def after(self, part: float) -> float:
        """In how many seconds this part of the answered creates was answered."""
        wanted, seen = part * self.ends[End.ANSWERED], 0
        for ticks, count in sorted(self.took.items()):
            seen += count
            if seen >= wanted:
                return ticks * self.tick
        return 0.0

    @property
    def most_working(self) -> int:
        """The most environments that worked at the same time."""
        return max((second.working for second in self.seconds), default=0)

    def hottest(self) -> tuple[str, float]:
        """The place that came nearest to what it takes, and how near, in its hottest second."""
        heats = [(heat, place) for second in self.seconds for place, heat in second.heat.items()]
        heat, place = max(heats, default=(0.0, ""))
        return place, heat
