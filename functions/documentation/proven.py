"""What the tests sent to each route and received, and how a page shows it."""

from functools import lru_cache
from pathlib import Path

from documentation.provoked import circumstances
from documentation.rendering import pretty
from plano.registry import received
from plano.registry.received import Exchange, Received
from plano.store.values import Item

_FILE = Path(__file__).with_name("proven.json")


def proven_of(record: Item) -> Received:
    """What was received of a route; nothing where it has changed since."""
    return received.of(record, all_received())


@lru_cache(maxsize=1)
def all_received() -> dict[str, Received]:
    """What was received of each route, by its name."""
    return received.read(_FILE)


def shown(route: Item, exchange: Exchange) -> Item:
    """A request and its answer, as the page shows them."""
    return {
        "request": _request(route, exchange.request),
        "answer": pretty(exchange.answer),
        "on": exchange.on,
        "circumstances": circumstances(exchange),
        "needs": exchange.needs,
    }


def _request(route: Item, sent: Item) -> str:
    lines = [
        f"{sent.get('method', route['method'])} {route['path']}",
        f"content-type: {sent.get('content_type', route['content_type'])}",
    ]
    return "\n".join([*lines, "", _body(route, sent)]).rstrip()


def _body(route: Item, sent: Item) -> str:
    if "bytes" in sent:
        return f"({sent['bytes']} bytes)"
    text = pretty(sent["params"]) if "params" in sent else str(sent["body"])
    return f"(the base64 of)\n{text}" if route["sensitive_params"] and text else text
