"""`llms.txt`: all pages by their address as Markdown, for programs that read documentation. https://llmstxt.org/"""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from documentation.addresses import portal_url
from documentation.contents import FILES, PAGES
from documentation.published import records, services
from documentation.rendering import text_of


async def llms_txt(request: Request) -> Response:
    """It."""
    facts = {
        "base": portal_url(request),
        "pages": [page for page in PAGES if not page.is_for_people],
        "files": FILES,
        "services": services(records()),
    }
    return PlainTextResponse(text_of("llms.txt", facts) + "\n")
