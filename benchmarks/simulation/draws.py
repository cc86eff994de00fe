"""What is left to chance, from a seed."""

import random
from collections.abc import MutableSequence
from math import exp
from typing import Any

_FEW = 30


class Draws:
    """A source of chance that repeats itself."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def shuffle(self, several: MutableSequence[Any]) -> None:
        """Put them in any order."""
        self._random.shuffle(several)

    def up_to(self, most: float) -> float:
        """A number from 0 to so much, any as likely as another."""
        return self._random.random() * most

    def poisson(self, mean: float) -> int:
        """How many come, where so many come in the mean, each by itself."""
        if mean > _FEW:
            return max(0, round(self._random.gauss(mean, mean**0.5)))
        count, product, least = 0, self._random.random(), exp(-mean)
        while product > least:
            product *= self._random.random()
            count += 1
        return count
