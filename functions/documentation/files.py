"""What the portal serves beside pages: OpenAPI, its own assets, and on a local stack what its forms are filled with."""

import json

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from documentation.proven import all_received
from documentation.published import records
from documentation.rendering import STATIC
from plano.registry.openapi import openapi_document
from plano.registry.yaml_text import to_yaml
from plano.settings import settings
from plano.store.parameters import secret
from plano.store.services import ServiceUnavailable

_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


async def openapi_json(request: Request) -> Response:
    """The API as OpenAPI 3.1."""
    return Response(json.dumps(_document(request), indent=2), media_type="application/json")


async def openapi_yaml(request: Request) -> Response:
    """The same, as YAML."""
    return Response(to_yaml(_document(request)), media_type="application/yaml")


async def static(request: Request) -> Response:
    """One of the portal's own assets; its address changes with its content."""
    path = STATIC / request.path_params["name"]
    if path.parent != STATIC or not path.is_file():
        raise HTTPException(404)
    return FileResponse(
        path, media_type=_TYPES[path.suffix], headers={"cache-control": "public, max-age=31536000, immutable"}
    )


async def demo(_request: Request) -> Response:
    """The demo users' tokens and ids: on a local stack only."""
    name = settings().demo_parameter
    if settings().environment != "local" or not name:
        raise HTTPException(404)
    try:
        return JSONResponse(json.loads(secret(name)), headers={"cache-control": "no-store"})
    except ServiceUnavailable:
        raise HTTPException(404) from None


def _document(request: Request) -> dict[str, object]:
    # Relative to the document's own address, so that it is right under any stage.
    below = ".." if request.url.path.startswith("/documentation") else "."
    return openapi_document(records(), below, all_received())
