"""A headless Chromium that complains of whatever a page complains of."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from browser.chromium import launched
from integration.api import Api
from plano_cli.local.stack import Stack

Open = Callable[..., Page]

expect.set_options(timeout=20_000)
"""A function's first answer may take seconds where other tests run beside these."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with launched() as found:
        yield found


@pytest.fixture(scope="session")
def url(stack: Stack) -> str:
    """Where the portal is."""
    return str(stack.facts["documentation_url"])


@pytest.fixture
def complaints() -> list[str]:
    """What the console said; a test that expects something takes it out."""
    return []


@pytest.fixture
def page(browser: Browser, api: Api, url: str, complaints: list[str]) -> Iterator[Open]:
    """Opens a page of the portal in a window of its own; whoever opens one finds no complaint in its console."""
    contexts = []

    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    def open_page(address: str = "", **settings: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **settings})
        contexts.append(context)
        opened = context.new_page()
        opened.on("console", heard)
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.goto(url + address)
        return opened

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
