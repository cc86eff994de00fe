"""Rendering a page: its template, the links relative to where it is, and text with `code` in it."""

import hashlib
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from documentation.contents import FOR_PEOPLE, LISTED
from documentation.markdown import as_markdown, code_block
from documentation.published import NothingPublished, Unreachable, records, services
from documentation.stack import portal_url
from plano.params.json_text import dump
from plano.settings import settings

_HERE = Path(__file__).parent
STATIC = _HERE / "static"
_TEMPLATES = _HERE / "templates"
MARKDOWN = ".md"
START = "index"
"""What the start page is called where an address needs a name."""
_CODE = re.compile(r"`([^`]+)`")


def render(request: Request, template: str, status_code: int = 200, **facts: Any) -> HTMLResponse:
    """The page as an answer: as Markdown where its address ends with that, and as HTML otherwise."""
    query = request.query_params.get("q", "")[:200]
    context = {**_surroundings(request.url.path, query), "navigation": _navigation(), **facts}
    if context["is_markdown"]:
        text = _markdown(template, {**context, "base": portal_url(request)})
        return HTMLResponse(text, status_code, media_type="text/markdown")
    if status_code == HTTPStatus.OK and context["here"] not in FOR_PEOPLE:
        context["markdown"] = f"{context['here'] or START}{MARKDOWN}"
    return HTMLResponse(_environment().get_template(template).render(context), status_code)


def _markdown(template: str, context: dict[str, Any]) -> str:
    """A page as Markdown, with absolute links: it is read elsewhere. A page of prose is written once, as HTML."""
    own = f"markdown/{template.removesuffix('.html')}{MARKDOWN}"
    if (_TEMPLATES / own).is_file():
        return _environment().get_template(own).render(context)
    return as_markdown(_environment().get_template(template).render(context), context["base"], FOR_PEOPLE)


def _surroundings(path: str, query: str) -> dict[str, Any]:
    """What stands around every page, whatever the registry holds."""
    return {
        "base": base(path),
        "here": path.removeprefix("/documentation").strip("/").removesuffix(MARKDOWN),
        "is_local": settings().environment == "local",
        "is_markdown": path.endswith(MARKDOWN),
        "asset": _asset,
        "pages_listed": LISTED,
        "query": query,
        "markdown": "",
    }


def base(path: str) -> str:
    """What leads from a page to the portal's start, with a slash at its end: links know nothing of the stage before."""
    below = path.removeprefix("/documentation")
    return "../" * (below.count("/") - 1) or "./" if below else "documentation/"


def prose(text: str) -> Markup:
    """A text of the registry's, escaped, with what stands in backquotes as code."""
    code = Markup("<code>{}</code>")
    parts = enumerate(_CODE.split(text))
    return Markup("").join(code.format(part) if position % 2 else escape(part) for position, part in parts)


def text_of(template: str, facts: Mapping[str, Any]) -> str:
    """A text that is no page: nothing in it is escaped."""
    return _environment().get_template(template).render(facts).strip()


def page_text(template: str) -> str:
    """A written page, without what it has from the registry."""
    facts = {"routes": {}, "events": [], "navigation": [], "is_local": False}
    return _environment().get_template(template).render({**_surroundings("/documentation/", ""), **facts})


def plural(count: int, noun: str) -> str:
    """`1 route`, `2 routes`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def pretty(value: Any, depth: int = 0) -> str:
    """JSON as people read it; numbers as they are."""
    return _laid_out(value, depth, "  ", dump)


def python(value: Any, depth: int = 0) -> str:
    """A value as Python spells it, as people read it."""
    return _laid_out(value, depth, "    ", _in_python)


def _laid_out(value: Any, depth: int, step: str, spelled: Callable[[Any], str]) -> str:
    inner, outer = step * (depth + 1), step * depth
    if isinstance(value, dict) and value:
        items = (f"{spelled(name)}: {_laid_out(item, depth + 1, step, spelled)}" for name, item in value.items())
        return "{\n" + ",\n".join(inner + item for item in items) + f"\n{outer}}}"
    if isinstance(value, list) and value:
        items = (_laid_out(item, depth + 1, step, spelled) for item in value)
        return "[\n" + ",\n".join(inner + item for item in items) + f"\n{outer}]"
    return spelled(value)


def _in_python(value: Any) -> str:
    return str(value) if value is None or isinstance(value, bool) else dump(value)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(["html", "xml"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(prose=prose, pretty=pretty, plural=plural, code_block=code_block)
    made.globals["code"] = _code_of_a_guide
    return made


def _code_of_a_guide(name: str) -> str:
    """The text of a program that a guide shows."""
    return (_TEMPLATES / "guides" / name).read_text().strip()


@lru_cache
def _asset(name: str) -> str:
    """The address of a static file below the portal's start: another content, another address."""
    return f"static/{name}?v={hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"


def _navigation() -> list[Any]:
    try:
        return services(records())
    except (NothingPublished, Unreachable):
        return []
