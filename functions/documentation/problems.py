"""The pages of what can't be shown."""

from collections.abc import Collection
from difflib import SequenceMatcher

from starlette.requests import Request
from starlette.responses import HTMLResponse

from documentation.contents import FOR_PEOPLE, PAGES
from documentation.published import NothingPublished, Unreachable, records
from documentation.rendering import MARKDOWN, render

_MOST, _ALIKE = 3, 0.5


async def not_found(request: Request, error: Exception) -> HTMLResponse:
    """No page has this address; or it can't be asked so."""
    code = getattr(error, "status_code", 404)
    path = request.url.path
    without = FOR_PEOPLE if path.endswith(MARKDOWN) else frozenset()
    asked = path.removeprefix("/documentation").strip("/").removesuffix(MARKDOWN)
    return render(request, "not_found.html", code, suggestions=_nearest(asked, without) if code == 404 else [])


async def nothing_published(request: Request, _error: Exception) -> HTMLResponse:
    """There is nothing to document yet."""
    return render(request, "nothing_published.html", 503)


async def unreachable(request: Request, _error: Exception) -> HTMLResponse:
    """The registry can't be read at the moment."""
    return render(request, "unreachable.html", 503)


def _nearest(asked: str, without: Collection[str]) -> list[str]:
    """The addresses that are nearest to one that there is not; none of those that are left out."""
    try:
        found = records()
    except (NothingPublished, Unreachable):
        return []
    addresses = [*(page.address for page in PAGES), *found.services, *(name.replace(".", "/") for name in found.routes)]
    ranked = sorted({*addresses} - {*without}, key=lambda address: (-_likeness(asked, address), address))
    return [address for address in ranked[:_MOST] if _likeness(asked, address) >= _ALIKE]


def _likeness(asked: str, address: str) -> float:
    return SequenceMatcher(None, asked[:100].lower(), address).ratio()
