"""Reading, deciding, writing: and again, where somebody else wrote between the reading and the writing."""

from collections.abc import Callable
from typing import TypeVar

from plano.store.pauses import pauses
from plano.store.work import Work
from plano.store.write import ConditionFailed

T = TypeVar("T")
_TRIES = 60
"""Rivals for one record get it one after the other: with so many tries, many of them at once come to their turn."""
_LONGEST_PAUSE = 0.1


class Outpaced(Exception):
    """Others changed the records each time, as often as it was tried. Nothing was written."""


def attempt(work: Work, once: Callable[[], T]) -> T:
    """Do it once, and again with what stands there by then, as long as conditions are not fulfilled.

    Args:
        once: reads through `work`, decides, and writes through `work`; it may be called many times.

    Raises:
        Outpaced: it was tried 60 times, in about four seconds.
    """
    for pause in pauses(_TRIES, longest=_LONGEST_PAUSE):
        try:
            return once()
        except ConditionFailed as refused:
            pause()
            work.refresh(refused)
    raise Outpaced
