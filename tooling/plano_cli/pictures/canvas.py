"""What pictures are made of: boxes with lines of text, and arrows between them."""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

LINE = 18
"""From one line of text to the next."""
PADDING = 12
_WIDTH_OF_LETTER = 6.9
"""About so wide is a letter of 13 pixels, in the widest of the fonts that systems have."""
_HEAD = 7

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A box with a title and lines below it, as high as they need."""

    x: float
    y: float
    width: float
    title: str
    lines: tuple[str, ...] = ()
    style: str = "box"
    least_height: float = 0

    @property
    def height(self) -> float:
        """As high as what is in it, or as it has to be."""
        rows = len(self._wrapped()) + bool(self.title)
        return max(self.least_height, rows * LINE + 2 * PADDING - 4)

    @property
    def left(self) -> Point:
        """The middle of its left side."""
        return self.x, self.y + self.height / 2

    @property
    def right(self) -> Point:
        """The middle of its right side."""
        return self.x + self.width, self.y + self.height / 2

    @property
    def top(self) -> Point:
        """The middle of its upper side."""
        return self.x + self.width / 2, self.y

    @property
    def bottom(self) -> Point:
        """The middle of its lower side."""
        return self.x + self.width / 2, self.y + self.height

    def svg(self) -> str:
        """The box as it is drawn."""
        shape = rectangle(self.x, self.y, self.width, self.height, self.style)
        y = self.y + PADDING + 10
        parts = [shape]
        if self.title:
            parts.append(text(self.x + PADDING, y, self.title, "title"))
            y += LINE
        parts += [text(self.x + PADDING, y + LINE * row, line, "soft") for row, line in enumerate(self._wrapped())]
        return "\n".join(parts)

    def _wrapped(self) -> list[str]:
        letters = int((self.width - 2 * PADDING) / _WIDTH_OF_LETTER)
        return [part for line in self.lines for part in textwrap.wrap(line, letters)]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: what it shows, in words too, for those who can't see it."""

    name: str
    title: str
    description: str
    width: float
    height: float
    parts: tuple[str, ...]

    def svg(self, style: str = "") -> str:
        """As SVG. Without a style of its own, it takes that of the page which it stands in."""
        size = f'viewBox="0 0 {_number(self.width)} {_number(self.height)}"'
        names = f"{self.name}-title {self.name}-description"
        return "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" class="drawn" {size} role="img" aria-labelledby="{names}">',
                f'<title id="{self.name}-title">{escape(self.title)}</title>',
                f'<desc id="{self.name}-description">{escape(self.description)}</desc>',
                *([f"<style>\n{style}</style>", rectangle(0, 0, self.width, self.height, "ground")] if style else []),
                *self.parts,
                "</svg>",
                "",
            ]
        )


def text(x: float, y: float, words: str, style: str = "", anchor: str = "start") -> str:
    """A line of text; `y` is where its letters stand."""
    kind = f' class="{style}"' if style else ""
    end = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{_number(x)}" y="{_number(y)}"{kind}{end}>{escape(words)}</text>'


def rectangle(x: float, y: float, width: float, height: float, style: str) -> str:
    """A rectangle with round corners."""
    size = f'width="{_number(width)}" height="{_number(height)}"'
    return f'<rect x="{_number(x)}" y="{_number(y)}" {size} rx="8" class="{style}"/>'


def arrow(*points: Point) -> str:
    """An arrow through these points, straight from one to the next, along the page's sides at its end."""
    (x, y), (before_x, before_y) = points[-1], points[-2]
    path = "M" + "L".join(f"{_number(at_x)} {_number(at_y)}" for at_x, at_y in points)
    along_x, along_y = _sign(x - before_x), _sign(y - before_y)
    if along_x and along_y:
        along_y = 0
    corners: Iterable[Point] = (
        (x, y),
        (x - along_x * _HEAD + along_y * 4, y - along_y * _HEAD + along_x * 4),
        (x - along_x * _HEAD - along_y * 4, y - along_y * _HEAD - along_x * 4),
    )
    head = " ".join(f"{_number(at_x)},{_number(at_y)}" for at_x, at_y in corners)
    return f'<path d="{path}" class="way"/><polygon points="{head}" class="head"/>'


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _number(value: float) -> str:
    return f"{value:g}" if value < 100_000 else str(value)
