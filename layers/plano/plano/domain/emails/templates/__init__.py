"""The emails' texts: one folder each, with a subject, a text part and an HTML part."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from plano.values import Fields

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Parts:
    """A template with its values in it."""

    subject: str
    text: str
    html: str


def render(template: str, values: Fields) -> Parts:
    """Fill a template (`welcome`) in. In the HTML part every value is escaped.

    Raises:
        jinja2.UndefinedError: the template wants a value that is not there.
    """
    subject, text, html = (
        _environment().get_template(f"{template}/{part}").render(values)
        for part in ("subject.txt", "text.txt", "body.html")
    )
    return Parts(one_line(subject), text, html)


def one_line(text: str) -> str:
    """The text without line breaks and other control characters, so that it can't become a second header."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


@lru_cache(maxsize=1)
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
