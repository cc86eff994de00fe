"""What is written on the pages that don't come from the registry, section by section: for the search."""

from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser

from documentation.contents import GUIDES
from documentation.rendering import page_text


@dataclass(slots=True)
class Section:
    """A heading with an id, or the page's own, and the text below it."""

    address: str
    words: str
    title: str = ""
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text, in one line."""
        return " ".join(" ".join(self.parts).split())


@lru_cache(maxsize=1)
def sections() -> tuple[Section, ...]:
    """Those of all written pages."""
    found: list[Section] = []
    for guide in GUIDES:
        reader = _Reader(guide.address, guide.words)
        reader.feed(page_text(guide.template))
        found += reader.sections
    return tuple(found)


class _Reader(HTMLParser):
    """Reads the sections in a page's `main`; what stands in code blocks and pictures is no prose."""

    def __init__(self, address: str, words: str) -> None:
        super().__init__()
        self.sections = [Section(address, words)]
        self._address = address
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        id = dict(attributes).get("id")
        if tag == "h2" and id:
            self.sections.append(Section(f"{self._address}#{id}", ""))
        if tag in ("main", "h1", "h2", "pre", "svg"):
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        where = self._inside[-1] if self._inside else ""
        if where in ("h1", "h2"):
            self.sections[-1].title += data
        elif where == "main":
            self.sections[-1].parts.append(data)
