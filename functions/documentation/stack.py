"""The stack that the portal is part of: where its API is; and what a local one hands over for the portal's forms."""

import json
from typing import Any

from starlette.requests import Request

from plano.settings import settings
from plano.store.parameters import secret
from plano.store.services import ServiceUnavailable
from plano.store.values import Item


def demo() -> Item | None:
    """The demo users' logins, the demo's records, and the API's address.

    None on a stack that is not local, or has not made them yet.
    """
    name = settings().demo_parameter
    if settings().environment != "local" or not name:
        return None
    try:
        found: Any = json.loads(secret(name))
    except ServiceUnavailable:
        return None
    return dict(found)


def api_url(request: Request) -> str:
    """Where the API is, as far as the request tells: the page's script knows it better, and puts it in its place.

    A local stack says it: its gateway leaves a part of the address out of what it tells a function.
    """
    known = demo()
    if known and "api_url" in known:
        return str(known["api_url"])
    context: Any = request.scope.get("aws.event", {}).get("requestContext", {})
    path = str(context.get("path", ""))
    stage = path.removesuffix(request.url.path) if path.endswith(request.url.path) else ""
    return f"{request.url.scheme}://{request.url.netloc}{stage}"


def portal_url(request: Request) -> str:
    """Where the portal is, with a slash at its end: for what is read elsewhere, and can't have relative links."""
    return f"{api_url(request)}/documentation/"
