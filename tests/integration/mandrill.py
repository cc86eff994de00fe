"""The local Mandrill as a test sees it: what it took, and how it is made to fail."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx

from plano_cli.local.mandrill_api import KEY

_PATIENCE_SECONDS = 90


class Mandrill:
    """The stack's local Mandrill."""

    def __init__(self, url: str) -> None:
        self.url = url

    def took(self, email: str) -> int:
        """How many emails to this address it took."""
        body = {"key": KEY, "query": f'full_email:"{email}"', "limit": 1000}
        answer = httpx.post(f"{self.url}/api/1.3/messages/search.json", json=body, timeout=30)
        return len(answer.raise_for_status().json())

    def page(self) -> str:
        """What a person sees."""
        return httpx.get(self.url, timeout=30).raise_for_status().text

    @contextmanager
    def switched(self, mode: str) -> Iterator[None]:
        """`down` or `silent`, for as long as the context lasts."""
        self._switch(mode)
        try:
            yield
        finally:
            self._switch("up")

    def _switch(self, mode: str) -> None:
        assert httpx.post(f"{self.url}/mode", params={"to": mode}, timeout=30).status_code == httpx.codes.SEE_OTHER


def eventually(condition: Callable[[], bool]) -> bool:
    """Whether it comes true within a minute and a half."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True
