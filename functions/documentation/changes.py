"""What each deployment changed of the API: a page, and a feed for whoever wants to be told."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from documentation.published import changes, records
from documentation.rendering import render, text_of
from documentation.stack import portal_url
from plano import clock
from plano.registry.difference import Difference
from plano.registry.history import Deployment
from plano.registry.records import Records

_MOST_IN_A_FEED = 30
_FEED = "application/atom+xml"


@dataclass(frozen=True, slots=True)
class Change:
    """A change as the page shows it: what of the API, the param or field in it, and what became of it.

    `address` is its route's page; empty where there is no such page any more.
    """

    name: str
    inside: str
    what: str
    address: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A deployment as page and feed show it."""

    id: str
    at: str
    title: str
    groups: tuple[tuple[str, tuple[Change, ...]], ...]
    left_out: int


async def page(request: Request) -> HTMLResponse:
    """What the newest deployments changed."""
    return render(request, "changes.html", entries=_entries(records(), changes()))


async def feed(request: Request) -> Response:
    """The same, as an Atom feed (RFC 4287)."""
    entries = _entries(records(), changes())[:_MOST_IN_A_FEED]
    address = f"{portal_url(request)}changes"
    facts = {
        "id": uuid.uuid5(uuid.NAMESPACE_URL, address).urn,
        "address": address,
        "portal": portal_url(request),
        "entries": entries,
        # A feed says when it changed last; one without an entry never did.
        "updated": entries[0].at if entries else "1970-01-01T00:00:00Z",
    }
    return Response(text_of("changes.xml", facts), media_type=_FEED)


def _entries(found: Records, deployments: Iterable[Deployment]) -> list[Entry]:
    return [_entry(one, found) for one in deployments]


def _entry(deployed: Deployment, found: Records) -> Entry:
    named = (("Breaks callers", deployed.breaking), ("Added", deployed.added), ("Changed", deployed.changed))
    groups = tuple((title, tuple(_change(one, found) for one in some)) for title, some in named if some)
    counted = ", ".join(f"{len(some)} {title.lower()}" for title, some in groups if title != "Breaks callers")
    breaking = f"{len(deployed.breaking)} breaking" if deployed.breaking else ""
    return Entry(
        id=uuid.uuid5(uuid.NAMESPACE_OID, deployed.id).urn,
        at=clock.iso(deployed.at),
        title=", ".join(part for part in (breaking, counted) if part),
        groups=groups,
        left_out=deployed.left_out,
    )


def _change(difference: Difference, found: Records) -> Change:
    name, _, inside = difference.where.partition(" ")
    known = name in found.routes or name in found.services
    return Change(
        name, inside.removeprefix("→ ").replace(" ", "."), difference.what, name.replace(".", "/") if known else ""
    )
