"""Pauses between tries: longer each time, at random, so that callers who met once don't meet again."""

import secrets
import time
from collections.abc import Callable, Iterator
from functools import partial

FIRST = 0.02
LONGEST = 0.3
_random = secrets.SystemRandom()


def pauses(tries: int, *, longest: float = LONGEST) -> Iterator[Callable[[], None]]:
    """For each try the pause to make after it, in seconds up to `longest`."""
    for number in range(tries):
        yield partial(_pause, min(longest, FIRST * 2**number))


def _pause(most: float) -> None:
    time.sleep(_random.uniform(0, most))
