"""Examples: for each status, what was sent and received."""

from documentation.provoked import circumstances
from documentation.rendering import pretty
from plano.registry.received import Exchange
from plano.store.values import Item


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
