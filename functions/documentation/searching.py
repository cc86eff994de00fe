"""Search: routes, params, fields of answers, statuses, pages and what is written on them, the nearest first.

The page's script searches the same documents with a library that forgives misspelling; this is for those without.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from documentation.contents import FILES, PAGES
from documentation.sections import sections
from plano.registry.records import Records
from plano.statuses import CATALOG
from plano.store.values import Item


@dataclass(frozen=True, slots=True)
class Document:
    """Something that can be found: what it is called, what it is, where it stands, and what is said of it."""

    title: str
    kind: str
    address: str
    text: str
    words: str = ""


_SYNONYMS = {
    "sessions.create": "login log in sign in authenticate",
    "sessions.delete": "logout log out sign out",
    "users.register": "signup sign up create account",
    "too-many-requests": "rate limit throttle 429 quota",
    "invalid-token": "unauthorized unauthenticated",
    "permission-denied": "forbidden",
    "key": "idempotent idempotency retry duplicate twice",
    "page": "pagination paginate paging next",
    "page.cursor": "pagination paginate paging next",
    "next_cursor": "pagination paginate paging",
    "payload-too-large": "size limit",
    "line_items.bulk_create": "batch import many",
}
"""What people also call things, by the title of what they mean."""


def search(query: str, records: Records) -> list[Document]:
    """What has all of the query's words in it: those in whose title they stand first."""
    words = query.lower().replace("/", " ").replace(".", " ").split()
    if not words:
        return []
    ranked = [(rank, found) for found in documents(records) if (rank := _rank(words, found)) is not None]
    return [found for _, found in sorted(ranked, key=lambda one: (one[0], len(one[1].title), one[1].address))]


def documents(records: Records) -> Iterator[Document]:
    """All that can be found."""
    yield from (
        Document(one.name, "page", one.address, one.summary, one.words) for one in (*PAGES, *FILES) if one.summary
    )
    yield from (Document(one.title, "page", one.address, one.text, one.words) for one in sections())
    for service in records.services.values():
        yield Document(service["name"], "API service", service["slug"], service["purpose"], service["slug"])
    for name, route in records.routes.items():
        address = f"{route['service']}/{route['action']}"
        words = f"{route['method']} {route['path']} {_also(name)}".lower()
        yield Document(name, "route", address, route["purpose"], words)
        yield from _params(route["params"], f"param of {name}", f"{address}#param-", "")
        answered = route.get("answer", {}).get("data")
        if answered:
            yield from _params(answered["children"], f"field of {name}", f"{address}#answer-", "data.")
    for slug, status in CATALOG.items():
        words = f"{int(status.code)} {_also(slug)}".strip()
        yield Document(slug, "status", f"statuses#{slug}", status.description, words)


def _rank(words: list[str], found: Document) -> int | None:
    title = found.title.lower().replace(".", " ")
    everything = f"{title} {found.kind} {found.words} {found.text}".lower()
    if not all(word in everything for word in words):
        return None
    if title == " ".join(words):
        return 0
    if all(any(part.startswith(word) for part in title.split()) for word in words):
        return 1
    return 2 if all(word in f"{title} {found.words}" for word in words) else 3


def _params(params: list[Item], kind: str, address: str, before: str) -> Iterator[Document]:
    for param in params:
        path = f"{before}{param['name']}"
        values = " ".join(str(value) for value in param.get("values", ()))
        words = f"{values} {_also(path.removeprefix('data.'))}".strip().lower()
        yield Document(path, kind, f"{address}{path}", param["description"], words)
        inside = f"{path}[]." if param["type"] == "array" else f"{path}."
        yield from _params(param.get("children", []), kind, address, inside)


def _also(title: str) -> str:
    return _SYNONYMS.get(title, "")
