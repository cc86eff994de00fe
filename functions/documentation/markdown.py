"""A page of prose as Markdown, read from the HTML that it is written in; and code between fences."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from html.parser import HTMLParser

_HEADINGS = {"h1": "# ", "h2": "## ", "h3": "### "}
_AROUND = {"code": "`", "strong": "**", "em": "*"}
_BLOCKS = frozenset({"p", "li", "dt", "dd", "tr", "summary", "section", "ul", "ol", "dl", "table", "details", "div"})
_SKIPPED = frozenset({"button", "noscript", "fieldset", "script", "style", "svg", "form", "figure"})
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr"})
_SPACE = re.compile(r"\s+")
_BLANK_LINES = re.compile(r"\n{3,}")
_ENDS_OF_LINES = re.compile(r"[ \t]+\n")
_LANGUAGES = {"curl": "sh"}
"""What Markdown calls the language of a snippet, where it is not what the page calls it."""


def as_markdown(page: str, base: str, without: Collection[str] = ()) -> str:
    """What stands in the page's `main`, as Markdown.

    Args:
        base: what the addresses of the portal's own pages begin with. Links between them lead to Markdown.
        without: the pages that have none, by their addresses after that.
    """
    reader = _Reader(base, without)
    reader.feed(page)
    reader.close()
    text = _ENDS_OF_LINES.sub("\n", "".join(reader.parts))
    return _BLANK_LINES.sub("\n\n", text).strip() + "\n"


def code_block(code: str, language: str = "") -> str:
    """Code between fences, which are longer than any row of backquotes in it."""
    longest = max((len(row) for row in re.findall("`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{code.rstrip()}\n{fence}"


@dataclass(slots=True)
class _List:
    """A list that is being read: which number it has come to, none where it isn't numbered."""

    number: int | None
    bullet: str = ""
    has_headings: bool = False
    """Whether its items are sections of their own, rather than lines."""


class _Reader(HTMLParser):
    """Writes Markdown as it reads the tags that pages of prose are written with; of other tags, what is in them."""

    def __init__(self, base: str, without: Collection[str]) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._base = base
        self._without = without
        self._in_main = False
        self._skipped = 0
        self._lists: list[_List] = []
        self._address = ""
        self._code: list[str] | None = None
        self._cells = 0
        self._language = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        if tag == "main":
            self._in_main = True
        elif self._is_skipped(tag, found):
            self._skipped += tag not in _VOID
        elif tag == "pre":
            self._put_bullet()
            self._code = []
        elif self._code is None:
            self._begin(tag, found)

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self._in_main = False
        elif self._skipped:
            self._skipped -= 1
        elif tag == "pre" and self._code is not None:
            code, self._code = "".join(self._code), None
            self._write(f"\n\n{code_block(code.strip(), self._language)}\n\n")
            self._language = ""
        elif self._code is None:
            self._end(tag)

    def handle_data(self, data: str) -> None:
        if not self._in_main or self._skipped:
            return
        if self._code is not None:
            self._code.append(data)
            return
        text = _SPACE.sub(" ", data)
        if text != " ":
            self._put_bullet()
        begins = not self.parts or self.parts[-1].endswith(("\n", " "))
        self._write(text.lstrip() if begins else text)

    def _is_skipped(self, tag: str, attributes: dict[str, str | None]) -> bool:
        if self._skipped:
            return True
        classes = (attributes.get("class") or "").split()
        return tag in _SKIPPED or "anchor" in classes or "copy-page" in classes

    def _begin(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag in _HEADINGS:
            self._write(f"\n\n{_HEADINGS[tag]}{self._number_of_section()}")
        elif tag in _AROUND:
            self._put_bullet()
            self._write(_AROUND[tag])
        elif tag == "a":
            self._put_bullet()
            self._address = self._linked(attributes.get("href") or "")
            self._write("[" if self._address else "")
        elif tag in ("ul", "ol"):
            self._put_bullet()
            self._lists.append(_List(0 if tag == "ol" else None))
            self._write("\n\n" if len(self._lists) == 1 else "\n")
        elif tag == "li" and self._lists:
            self._next_item(self._lists[-1])
        elif tag in ("th", "td"):
            self._cells += 1
            self._write("| ")
        elif tag in ("dt", "dd"):
            self._write("\n- " if tag == "dt" else ": ")
        elif tag in _BLOCKS and not self._is_in_item():
            self._write("\n" if tag in ("tr", "div") else "\n\n")
        self._note_language(attributes)

    def _end(self, tag: str) -> None:
        if tag in _AROUND:
            self._write(_AROUND[tag])
        elif tag == "a":
            self._write(f"]({self._address})" if self._address else "")
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
            self._write("\n")
        elif tag in ("th", "td"):
            self._write(" ")
        elif tag == "tr":
            self._write("|")
        elif tag == "thead":
            self._write(f"\n{'| --- ' * self._cells}|")
        elif tag == "table":
            self._cells = 0
            self._write("\n\n")
        elif tag in _HEADINGS or (tag in ("p", "details", "summary") and not self._is_in_item()):
            self._write("\n\n")

    def _next_item(self, items: _List) -> None:
        if items.number is not None:
            items.number += 1
        items.bullet = "- " if items.number is None else f"{items.number}. "

    def _put_bullet(self) -> None:
        if self._lists and self._lists[-1].bullet:
            self._write(f"\n{'  ' * (len(self._lists) - 1)}{self._lists[-1].bullet}")
            self._lists[-1].bullet = ""

    def _number_of_section(self) -> str:
        """The number of a list's item that begins with a heading: it stands in the heading."""
        if not self._lists:
            return ""
        items = self._lists[-1]
        items.has_headings, bullet, items.bullet = True, items.bullet, ""
        return bullet.removeprefix("- ")

    def _is_in_item(self) -> bool:
        return bool(self._lists) and not self._lists[-1].has_headings

    def _note_language(self, attributes: dict[str, str | None]) -> None:
        for name in (attributes.get("class") or "").split():
            if name.startswith("code-"):
                language = name.removeprefix("code-")
                self._language = _LANGUAGES.get(language, language)

    def _linked(self, address: str) -> str:
        """The address of a page's Markdown, where it is a page of the portal's; none of a place on this one."""
        if address.startswith("#"):
            return ""
        if not address.startswith(self._base):
            return address
        page, mark, place = address.removeprefix(self._base).partition("#")
        has_none = page in self._without or "." in page.rpartition("/")[2]
        name = page if has_none else f"{page or 'index'}.md"
        return f"{self._base}{name}{mark}{place}"

    def _write(self, text: str) -> None:
        if self._in_main and not self._skipped:
            self.parts.append(text)
