"""Reading, deciding, writing: and again, where somebody else wrote between the reading and the writing."""

from collections.abc import Callable
from itertools import chain
from typing import TypeVar

from plano import deadline
from plano.store.pauses import pauses
from plano.store.work import Work
from plano.store.write import ConditionFailed

T = TypeVar("T")
_TRIES, _IN_A_HURRY = 12, 88
"""Rivals for one record get it one after the other. Who has tried twelve times hardly waits any more, and so comes to
its turn before those who have just begun."""
_LONGEST_PAUSE, _SHORT_PAUSE = 0.1, 0.01


class Outpaced(Exception):
    """Others changed the records each time, as often as there was time to try. Nothing was written."""


def attempt(work: Work, once: Callable[[], T]) -> T:
    """Do it once, and again with what stands there by then, as long as conditions are not fulfilled.

    The second try goes by what was in the way of the first, without a call. Where it fails too, there are many rivals,
    and what was in the way is out of date after the pause: so it is read again.

    Args:
        once: reads through `work`, decides, and writes through `work`; it may be called many times.

    Raises:
        Outpaced: it was tried a hundred times, or the request's time is up.
    """
    patient, hurried = pauses(_TRIES, longest=_LONGEST_PAUSE), pauses(_IN_A_HURRY, longest=_SHORT_PAUSE)
    for number, pause in enumerate(chain(patient, hurried)):
        try:
            return once()
        except ConditionFailed as refused:
            pause()
            if deadline.left() <= 0:
                raise Outpaced from refused
            work.refresh(refused)
            if number:
                work.read_again(refused)
    raise Outpaced
