"""A headless Chromium that complains of whatever a page complains of."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from integration.api import Api
from plano_cli.local.stack import Stack

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"]

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    assert found, "There is no Chromium: `make browser` installs it"
    # Chromium refuses to run as root in its sandbox.
    arguments = [*_ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=arguments)
        yield launched
        launched.close()


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
