"""What takes so much in a second: a stage of API Gateway, a partition of DynamoDB, Lambda's making of environments."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Bucket:
    """So much a second, and so much at once.

    Args:
        splits_after: the seconds of refusing after which it takes twice as much; None for never.
    """

    name: str
    rate: float
    most: float
    splits_after: float | None = None
    left: float = field(init=False)
    used: float = field(default=0.0, init=False)
    """Since this was last asked by `take_heat`."""
    refuses: bool = field(default=False, init=False)
    _hot: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        self.left = self.most

    def pass_time(self, seconds: float) -> None:
        """Let it get what comes in so many seconds."""
        if self.refuses and self.splits_after is not None:
            self._hot += seconds
            if self._hot >= self.splits_after:
                self.rate, self.most, self._hot = 2 * self.rate, 2 * self.most, 0.0
        self.refuses = False
        left = self.left + self.rate * seconds
        self.left = min(self.most, left)

    def room(self, each: float, count: int) -> int:
        """For how many of these, which take so much each, there is room."""
        found = min(count, int(self.left / each + 1e-9)) if each else count
        self.refuses = self.refuses or found < count
        return found

    def take(self, amount: float) -> None:
        """Take so much of it."""
        self.left -= amount
        self.used += amount

    def take_heat(self, seconds: float) -> float:
        """What share was used of what came in, in the seconds since this was last called."""
        used, self.used = self.used, 0.0
        return min(1.0, used / (self.rate * seconds))
