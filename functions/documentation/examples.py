"""Examples: a request in three languages, and for each status what was sent and received."""

from typing import Any

from starlette.requests import Request

from documentation.rendering import pretty, text_of
from plano.registry.received import Exchange
from plano.store.values import Item

_LANGUAGES = (("curl", "curl"), ("python", "Python"), ("javascript", "JavaScript"))


def snippets(route: Item, request: Request) -> list[tuple[str, str, str]]:
    """How to call a route with its example: id, name and text, language by language."""
    facts = {"route": route, "url": f"{api_url(request)}{route['path']}", "body": example_of(route)}
    return [(id, name, text_of(f"snippets/{id}.txt", facts)) for id, name in _LANGUAGES]


def api_url(request: Request) -> str:
    """Where the API is, as far as the request tells: the page's script knows it better, and puts it in its place."""
    context: Any = request.scope.get("aws.event", {}).get("requestContext", {})
    path = str(context.get("path", ""))
    stage = path.removesuffix(request.url.path) if path.endswith(request.url.path) else ""
    return f"{request.url.scheme}://{request.url.netloc}{stage}"


def example_of(route: Item) -> Item:
    """The example's params, in their order on the page."""
    example: Item = route["example"]
    return {param["name"]: example[param["name"]] for param in route["params"] if param["name"] in example}


def shown(route: Item, exchange: Exchange) -> Item:
    """A request and its answer, as the page shows them."""
    return {"request": _request(route, exchange.request), "answer": pretty(exchange.answer), "on": exchange.on}


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
