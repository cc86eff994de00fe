"""What the portal serves beside pages: OpenAPI, `llms.txt`, its assets, and what fills its forms on a local stack."""

import json
from dataclasses import asdict

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response

from documentation.collection import collection
from documentation.contents import FILES, PAGES
from documentation.prepared import prepared
from documentation.proven import all_received, proven_of
from documentation.provoked import provoked
from documentation.published import records, services
from documentation.questions import QUESTIONS
from documentation.rendering import STATIC, text_of
from documentation.searching import documents
from documentation.stack import api_url, demo, portal_url
from plano.params.json_text import dump
from plano.registry.openapi import openapi_document
from plano.registry.yaml_text import to_yaml
from plano.store.values import Item

_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".txt": "text/plain"}
_FOR_EVER = "public, max-age=31536000, immutable"


async def openapi_json(request: Request) -> Response:
    """The API as OpenAPI 3.1."""
    return Response(json.dumps(_document(request), indent=2), media_type="application/json")


async def openapi_yaml(request: Request) -> Response:
    """The same, as YAML."""
    return Response(to_yaml(_document(request)), media_type="application/yaml")


async def collection_json(request: Request) -> Response:
    """The same as a Postman collection. On a local stack it knows the demo users' logins."""
    known = demo()
    made = collection(records(), api_url(request), known["logins"] if known else {})
    headers = {"content-disposition": 'attachment; filename="plano.postman_collection.json"'}
    if known:
        headers["cache-control"] = "no-store"
    return Response(json.dumps(made, indent=2), media_type="application/json", headers=headers)


async def llms_txt(request: Request) -> Response:
    """All pages by their address as Markdown, for programs that read documentation. https://llmstxt.org/"""
    facts = {
        "base": portal_url(request),
        "pages": [page for page in PAGES if not page.is_for_people],
        "files": FILES,
        "services": services(records()),
    }
    return PlainTextResponse(text_of("llms.txt", facts) + "\n")


async def static(request: Request) -> Response:
    """One of the portal's own assets. An address with the version in it changes with the content."""
    path = STATIC / request.path_params["name"]
    if path.parent != STATIC or not path.is_file():
        raise HTTPException(404)
    kept = _FOR_EVER if "v" in request.query_params else "no-cache"
    return FileResponse(path, media_type=_TYPES[path.suffix], headers={"cache-control": kept})


async def search_json(_request: Request) -> Response:
    """All that can be found, and what is asked most, for the search as one types."""
    questions = [{"title": one.title, "kind": one.kind, "address": one.address, "text": one.text} for one in QUESTIONS]
    found = [asdict(document) for document in documents(records())]
    return JSONResponse({"questions": questions, "documents": found})


async def demo_json(request: Request) -> Response:
    """What a route's form is filled with: on a local stack only."""
    found, known = records(), demo()
    route = found.routes.get(request.query_params.get("route", ""))
    if route is None or known is None:
        raise HTTPException(404)
    return _of_this_visitor(prepared(route, found, known))


async def provoked_json(request: Request) -> Response:
    """The request that a route answers with a status: of those that a request alone causes."""
    found, asked = records(), request.query_params
    route = found.routes.get(asked.get("route", ""))
    exchange = proven_of(route).answers.get(asked.get("status", "")) if route else None
    if route is None or exchange is None or exchange.needs:
        raise HTTPException(404)
    return _of_this_visitor(provoked(route, exchange, found, demo()))


def _of_this_visitor(plan: Item) -> Response:
    return Response(dump(plan), media_type="application/json", headers={"cache-control": "no-store"})


def _document(request: Request) -> dict[str, object]:
    # Relative to the document's own address, so that it is right under any stage.
    below = ".." if request.url.path.startswith("/documentation") else "."
    return openapi_document(records(), below, all_received())
