"""Search: routes, params, possible values and statuses, the nearest first."""

from collections.abc import Iterator
from dataclasses import dataclass

from plano.registry.records import Records
from plano.statuses import CATALOG
from plano.store.values import Item


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that can be found: what it is called, what it is, where it stands, and what is said of it."""

    title: str
    kind: str
    address: str
    text: str
    words: str = ""


_PAGES = (
    Hit("Make a first call", "page", "first-call", "From nothing to a line item in five minutes."),
    Hit("Sessions and tokens", "page", "sessions-and-tokens", "How a caller says who it is, and in which role."),
    Hit("Statuses", "page", "statuses", "What every answer can say, with its code."),
    Hit("Events", "page", "events", "What happens to line items, on the event bus.", "eventbridge webhook"),
    Hit("Notifications", "page", "staff/notifications", "What went wrong on the platform's side."),
    Hit("OpenAPI", "page", "openapi.json", "The API as an OpenAPI 3.1 document.", "swagger yaml"),
)


def search(query: str, records: Records) -> list[Hit]:
    """What has all of the query's words in it: those in whose title they stand first."""
    words = query.lower().replace("/", " ").replace(".", " ").split()
    if not words:
        return []
    ranked = [(rank, hit) for hit in _all(records) if (rank := _rank(words, hit)) is not None]
    return [hit for _, hit in sorted(ranked, key=lambda one: (one[0], len(one[1].title), one[1].address))]


def _rank(words: list[str], hit: Hit) -> int | None:
    title = hit.title.lower().replace(".", " ")
    everything = f"{title} {hit.kind} {hit.words} {hit.text}".lower()
    if not all(word in everything for word in words):
        return None
    if title == " ".join(words):
        return 0
    if all(any(part.startswith(word) for part in title.split()) for word in words):
        return 1
    return 2 if all(word in f"{title} {hit.words}" for word in words) else 3


def _all(records: Records) -> Iterator[Hit]:
    yield from _PAGES
    for service in records.services.values():
        yield Hit(service["name"], "API service", service["slug"], service["purpose"], service["slug"])
    for name, route in records.routes.items():
        address = f"{route['service']}/{route['action']}"
        yield Hit(name, "route", address, route["purpose"], f"{route['method']} {route['path']}".lower())
        yield from _params(route["params"], name, address, "")
    for slug, status in CATALOG.items():
        yield Hit(slug, "status", f"statuses#{slug}", status.description, str(int(status.code)))


def _params(params: list[Item], route: str, address: str, before: str) -> Iterator[Hit]:
    for param in params:
        path = f"{before}{param['name']}"
        values = " ".join(str(value) for value in param.get("values", ()))
        yield Hit(path, f"param of {route}", f"{address}#param-{path}", param["description"], values.lower())
        yield from _params(param.get("children", []), route, address, f"{path}.")
