"""A picture of one rate: for each shape what was asked and answered, the environments, and the hottest place."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.simulation.outcome import Outcome, Second
from benchmarks.simulation.shapes import SECONDS

_STEP = 10
"""So many seconds are one point: their mean."""
_WIDTH, _HEIGHT, _LEFT, _TOP, _GAP = 250, 90, 120, 64, 56
_ASKED, _DEPLOYED, _PREPARED = "#9aa5b1", "#c2410c", "#0b6e4f"
Points = list[float]


@dataclass(frozen=True, slots=True)
class Shown:
    """One shape's outcomes; `prepared` is None where nothing has to be."""

    name: str
    deployed: Outcome
    prepared: Outcome | None


@dataclass(frozen=True, slots=True)
class _Panel:
    title: str
    value: Callable[[Second], float]
    is_share: bool = False
    shows_asked: bool = False


_PANELS = (
    _Panel("creates a second, asked and answered", lambda second: second.answered, shows_asked=True),
    _Panel("environments at work", lambda second: second.working),
    _Panel("units used of the hottest place", lambda second: max(second.heat.values()), is_share=True),
)


def svg(rate: int, shapes: Sequence[Shown]) -> str:
    """The picture."""
    width = _LEFT + len(_PANELS) * (_WIDTH + _GAP)
    height = _TOP + len(shapes) * (_HEIGHT + _GAP)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif"'
            f' font-size="11"><title>{rate:,} creates a second</title>'
            f'<rect width="{width}" height="{height}" fill="#fff"/>',
            *_legend(rate),
            *(part for number, shape in enumerate(shapes) for part in _row(number, shape)),
            "</svg>",
            "",
        ]
    )


def _legend(rate: int) -> Iterator[str]:
    yield f'<text x="10" y="20" font-size="14" font-weight="bold">{rate:,} creates a second, ten minutes</text>'
    for number, (name, colour) in enumerate(
        (("asked", _ASKED), ("as deployed", _DEPLOYED), ("with the limits prepared", _PREPARED))
    ):
        x = 380 + 130 * number
        yield f'<rect x="{x}" y="12" width="18" height="4" fill="{colour}"/><text x="{x + 24}" y="18">{name}</text>'


def _row(number: int, shown: Shown) -> Iterator[str]:
    y = _TOP + number * (_HEIGHT + _GAP)
    yield f'<text x="10" y="{y + _HEIGHT / 2}" font-weight="bold">{shown.name}</text>'
    for column, panel in enumerate(_PANELS):
        yield from _panel(_LEFT + column * (_WIDTH + _GAP), y, panel, shown)


def _panel(x: float, y: float, panel: _Panel, shown: Shown) -> Iterator[str]:
    lines = [(_points(shown.deployed, panel.value), _DEPLOYED)]
    if shown.prepared is not None:
        lines.append((_points(shown.prepared, panel.value), _PREPARED))
    if panel.shows_asked:
        lines.insert(0, (_points(shown.deployed, lambda second: second.asked), _ASKED))
    most = 1.0 if panel.is_share else max(1.0, *(max(points) for points, _ in lines))
    yield f'<text x="{x}" y="{y - 6}">{panel.title}</text>'
    yield f'<path d="M{x} {y}V{y + _HEIGHT}H{x + _WIDTH}" fill="none" stroke="#4b5563"/>'
    yield f'<text x="{x - 4}" y="{y + 10}" text-anchor="end">{_number(most, is_share=panel.is_share)}</text>'
    yield f'<text x="{x - 4}" y="{y + _HEIGHT}" text-anchor="end">0</text>'
    yield f'<text x="{x + _WIDTH}" y="{y + _HEIGHT + 13}" text-anchor="end">{SECONDS // 60} min</text>'
    for points, colour in lines:
        path = " ".join(
            f"{x + _WIDTH * number / (len(points) - 1):.0f},{y + _HEIGHT * (1 - value / most):.1f}"
            for number, value in enumerate(points)
        )
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.5"/>'


def _points(outcome: Outcome, value: Callable[[Second], float]) -> Points:
    values = [value(second) for second in outcome.seconds[:SECONDS]]
    return [sum(values[at : at + _STEP]) / _STEP for at in range(0, len(values), _STEP)]


def _number(value: float, *, is_share: bool) -> str:
    return f"{value:.0%}" if is_share else f"{value:,.0f}"
