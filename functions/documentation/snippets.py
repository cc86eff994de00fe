"""A request in three languages, ready to be pasted.

Each template has marks in the places of the API's address and the params, and around what a header of the reader's own
takes. The page fills them in with the route's example, without headers; its script does so again with what is in the
form, each time that it changes.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request

from documentation.rendering import pretty, python, text_of
from documentation.stack import api_url
from plano.store.values import Item

_LANGUAGES = (("curl", "curl"), ("python", "Python"), ("javascript", "JavaScript"))
_API = "⟦api⟧"
_PARAMS = re.compile(r"⟦(json|python|shell) (\d)⟧")
_OF_A_HEADER = re.compile(r"⟦if [a-z-]+⟧.*?⟦end⟧", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Snippet:
    """A request in one language: with the example's params as `text`, and with marks as `template`.

    `address` is where `text` has the API.
    """

    id: str
    name: str
    text: str
    template: str
    address: str


def snippets(route: Item, request: Request) -> list[Snippet]:
    """How to call a route, language by language."""
    params, url = example_of(route), api_url(request)
    made = [(id, name, text_of(f"snippets/{id}.txt", {"route": route, "api": _API})) for id, name in _LANGUAGES]
    return [Snippet(id, name, _filled(template, url, params), template, url) for id, name, template in made]


def example_of(route: Item) -> Item:
    """The example's params, in their order on the page."""
    example: Item = route["example"]
    return {param["name"]: example[param["name"]] for param in route["params"] if param["name"] in example}


def _filled(template: str, url: str, params: Item) -> str:
    plain = _OF_A_HEADER.sub("", template).replace(_API, url)
    return _PARAMS.sub(lambda mark: _FORMATS[mark[1]](params, int(mark[2])), plain)


def _shell(params: Item, depth: int) -> str:
    return pretty(params, depth).replace("'", "'\\''")


_FORMATS: dict[str, Callable[[Item, int], str]] = {"json": pretty, "python": python, "shell": _shell}
"""How params are written: as JSON (which JavaScript reads, too), as Python, or as JSON between a shell's quotes."""
