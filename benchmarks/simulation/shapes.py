"""The shapes of traffic: how many creates are asked for in each second, and what is special about them."""

from collections.abc import Callable
from dataclasses import dataclass

SECONDS = 600
IMPORTED = 200_000
"""The rows of a back office's import."""
_RUSH_BEGINS, _RUSH_RISES, _RUSH_HOLDS = 60, 120, 240
_QUIET = 0.02
_HOT_BEGINS, _HOT_ENDS, _HOT = 120, 420, 0.3
_IMPORT_BEGINS = 60


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape: shares of the rate, by the second."""

    name: str
    of_rate: Callable[[float], float]
    on_one_order: Callable[[float], float] = lambda _: 0.0
    is_warm: bool = True
    """Whether it has gone on like that for long before."""
    import_begins: float | None = None


def _rush(second: float) -> float:
    rising = (second - _RUSH_BEGINS) / _RUSH_RISES
    falling = (_RUSH_BEGINS + 2 * _RUSH_RISES + _RUSH_HOLDS - second) / _RUSH_RISES
    return max(_QUIET, min(1.0, rising, falling))


def _hot(second: float) -> float:
    return _HOT if _HOT_BEGINS <= second < _HOT_ENDS else 0.0


def _always(_: float) -> float:
    return 1.0


SHAPES = (
    Shape("steady", _always),
    Shape("morning rush", _rush, is_warm=False),
    Shape("one hot order", _always, on_one_order=_hot),
    Shape("beside an import", _always, import_begins=_IMPORT_BEGINS),
)
"""The second one rises from almost nothing in two minutes; the third sends three of ten creates to one order for five
minutes; the fourth has 200,000 rows imported, four bulks at a time."""
