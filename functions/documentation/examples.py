"""Examples: an answer for each status."""

from documentation.rendering import pretty
from documentation.snippets import example_of
from plano.registry.openapi_answers import EXAMPLES
from plano.store.values import Item

_ID, _TIME = 193404026883419, "2026-11-24T09:30:00Z"
_MADE: Item = {"id": _ID, "created_at": _TIME, "updated_at": _TIME}
_NOT_ANSWERED = {"token", "application", "session_view", "password", "view", "if_updated_at"}
_FAULTS = {"missing-param": ("required", True), "invalid-param": ("type", "integer")}
_TOKEN: Item = {"token": "plano_session_5oVdTq…"}
_OF_ROUTES: dict[str, Item] = {"sessions.create": _TOKEN, "users.register": {"id": _ID, **_TOKEN}}


def answer_example(route: Item, slug: str) -> str:
    """An answer with this status, as JSON."""
    body: Item = dict(EXAMPLES[slug]["value"])
    if slug == "action-successful":
        body["data"] = _data(route)
    if slug in _FAULTS:
        body["errors"] = [{**body["errors"][0], "param": _at_fault(route, *_FAULTS[slug])}]
    return pretty(body)


def _at_fault(route: Item, name: str, value: object) -> str:
    """A param of the route's own that can be at fault so."""
    own = [param for param in route["params"] if param["name"] not in _NOT_ANSWERED and param[name] == value]
    return str((own or route["params"])[0]["name"])


def _data(route: Item) -> Item:
    if f"{route['service']}.{route['action']}" in _OF_ROUTES:
        return _OF_ROUTES[f"{route['service']}.{route['action']}"]
    given = {name: value for name, value in example_of(route).items() if name not in _NOT_ANSWERED}
    match route["action"]:
        case "index":
            return {route["service"]: [{"id": _ID, "created_at": _TIME}], "next_cursor": "WzE5MzQwNDAyNjg4MzQxOSwi…"}
        case "bulk_create":
            return {name: [{**_MADE, **one} for one in value] for name, value in given.items()}
        case "delete":
            return {"id": _ID}
        case _:
            return {**given, **_MADE}
