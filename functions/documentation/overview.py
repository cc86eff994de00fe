"""`llms.txt`: all pages by their address as Markdown, for programs that read documentation. https://llmstxt.org/"""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from documentation.addresses import portal_url
from documentation.guides import GUIDES
from documentation.published import records, services
from documentation.rendering import text_of


async def llms_txt(request: Request) -> Response:
    """It."""
    facts = {"base": portal_url(request), "guides": GUIDES, "services": services(records())}
    return PlainTextResponse(text_of("llms.txt", facts) + "\n")
