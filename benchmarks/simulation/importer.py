"""The import of a back office: four bulks at a time, and each again that was refused."""

from benchmarks.simulation.shapes import IMPORTED
from benchmarks.simulation.units import BULK

AT_A_TIME = 4
PAUSE_SECONDS = 1.0
"""After a refusal."""


class Importer:
    """What of it is left, and when it may go on."""

    def __init__(self, begins: float) -> None:
        self.left = -(-IMPORTED // BULK)
        self._begins = begins
        self._under_way = 0
        self._waits: list[float] = []

    def begins_now(self, now: float) -> int:
        """How many bulks it sends at this moment."""
        if now < self._begins:
            return 0
        self._waits = [until for until in self._waits if until > now]
        count = min(AT_A_TIME - self._under_way - len(self._waits), self.left - self._under_way)
        self._under_way += max(0, count)
        return max(0, count)

    def ended(self, count: int, now: float, *, is_done: bool) -> None:
        """So many of them have ended."""
        self._under_way -= count
        if is_done:
            self.left -= count
        else:
            self._waits += [now + PAUSE_SECONDS] * count
