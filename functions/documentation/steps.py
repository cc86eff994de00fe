"""The requests that a page's script sends before a form's own: each takes something of its answer along."""

from plano.registry.records import Records
from plano.store.values import Item

_LOGIN = "sessions.create"


def step(name: str, route: Item, params: Item, *, takes: str, makes: str = "", is_visitor: bool = False) -> Item:
    """A request to a route.

    Args:
        takes: what is taken of the data that it is answered; empty where it is enough that it succeeds.
        makes: the API service whose record it makes, for other forms to name.
        is_visitor: whether a token that is kept in the tab may take its place.
    """
    return {
        "name": name,
        "method": route["method"],
        "path": route["path"],
        "content_type": route["content_type"],
        "params": params,
        "takes": takes,
        "makes": makes,
        "is_visitor": is_visitor,
    }


def login(name: str, role: str, found: Records, demo: Item, *, is_visitor: bool) -> Item:
    """A visitor logs in as the demo's user of this role."""
    route = found.routes[_LOGIN]
    return step(name, route, {**route["example"], **demo["logins"][role]}, takes="token", is_visitor=is_visitor)
