"""The portal's addresses, and what stands around every answer."""

from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.datastructures import Headers as RequestHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from documentation import changes, files, pages, problems
from documentation.contents import CHANGES, FIRST_CALL, FOR_PEOPLE, GUIDES, NOTIFICATIONS, PAGES, SEARCH, STATUSES
from documentation.headers import Headers
from documentation.published import NothingPublished, Unreachable
from documentation.rendering import MARKDOWN, START

ROOT = "/documentation"
_SMALLEST_ZIPPED = 500
Handler = Callable[[Request], Awaitable[Response]]

_HANDLERS: dict[str, Handler] = {
    FIRST_CALL.address: pages.first_call,
    **{guide.address: pages.guide for guide in GUIDES},
    STATUSES.address: pages.statuses,
    CHANGES.address: changes.page,
    NOTIFICATIONS.address: pages.notifications,
    SEARCH.address: pages.search,
}


class _Zipped(GZipMiddleware):
    """Zips what it can, except for clients that send no Accept header: API Gateway hands them no bytes."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and "accept" not in RequestHeaders(scope=scope):
            await self.app(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def site() -> Starlette:
    """The app."""
    app = Starlette(
        routes=[*_files(), *_pages()],
        # The ETag is of what is zipped: zipping twice gives two different results.
        middleware=[Middleware(_Zipped, minimum_size=_SMALLEST_ZIPPED), Middleware(Headers)],
        exception_handlers={
            HTTPException: problems.not_found,
            NothingPublished: problems.nothing_published,
            Unreachable: problems.unreachable,
        },
    )
    app.router.redirect_slashes = False  # to an address without the API's stage, which is nobody's
    return app


def _files() -> list[BaseRoute]:
    documents = {
        "openapi.json": files.openapi_json,
        "openapi.yaml": files.openapi_yaml,
        "llms.txt": files.llms_txt,
    }
    return [
        *(Route(f"{root}/{name}", page) for name, page in documents.items() for root in (ROOT, "")),
        Route(f"{ROOT}/changes.atom", changes.feed),
        Route(f"{ROOT}/collection.json", files.collection_json),
        Route(f"{ROOT}/demo.json", files.demo_json),
        Route(f"{ROOT}/provoked.json", files.provoked_json),
        Route(f"{ROOT}/search.json", files.search_json),
        Route(f"{ROOT}/static/{{name}}", files.static),
    ]


def _pages() -> list[BaseRoute]:
    written = {page.address: _HANDLERS[page.address] for page in PAGES}
    made: dict[str, Handler] = {"{service}": pages.service, "{service}/{action}": pages.route}
    as_markdown = {START: pages.start, **written, **made}
    return [
        Route(ROOT, pages.start),
        Route(f"{ROOT}/", pages.start),
        # Before the others: a param of an address takes a dot, too.
        *(Route(f"{ROOT}/{name}{MARKDOWN}", page) for name, page in as_markdown.items() if name not in FOR_PEOPLE),
        *(Route(f"{ROOT}/{name}", page) for name, page in {**written, **made}.items()),
    ]
