"""An API for programs that a page shows: it answers with what tests received, with no answer, or with a proxy's."""

from collections.abc import Iterator

import httpx

from documentation.proven import all_received
from plano.params.json_text import dump
from plano.registry.received import NOTHING
from plano.statuses import CATALOG

NO_ANSWER, FROM_A_PROXY = "no answer", "from a proxy"
RECEIVED = {slug: exchange.answer for one in all_received().values() for slug, exchange in one.answers.items()}


class Api:
    """What programs send goes here; it answers with what was received of each of these statuses, in this order."""

    def __init__(self, *statuses: str) -> None:
        self.requests: list[httpx.Request] = []
        self.client = httpx.Client(base_url="https://api.plano.example", transport=httpx.MockTransport(self._answer))
        self._left: Iterator[str] = iter(statuses)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        status = next(self._left)
        if status == NO_ANSWER:
            raise httpx.ReadTimeout("The answer never came", request=request)
        if status == FROM_A_PROXY:
            return httpx.Response(502, html="<h1>Bad gateway</h1>")
        return received(status, request.url.path.removeprefix("/api/v1/").replace("/", "."))


def received(status: str, route: str = "") -> httpx.Response:
    """An answer with this status, as a test received it: of this route, where it did."""
    of_route = all_received().get(route, NOTHING).answers
    answer = of_route[status].answer if status in of_route else RECEIVED[status]
    headers = {"retry-after": "7"} if status == "too-many-requests" else {}
    return httpx.Response(int(CATALOG[status].code), content=dump(answer), headers=headers)
