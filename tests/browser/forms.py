"""What tests do with a route's form."""

import re

from playwright.sync_api import Locator, Page, Route, expect

_NOT_A_SUCCESS = re.compile(r"responded with a status of [45]\d\d")


def filled(opened: Page) -> Page:
    """The page, once its form is filled in."""
    opened.wait_for_selector("form[data-filled]")
    return opened


def editor_of(opened: Page) -> Locator:
    """The params as JSON, folded out."""
    opened.get_by_text("Edit as JSON").click()
    return opened.get_by_label("The params as JSON")


def press_send(opened: Page) -> None:
    """Press Send, whatever comes."""
    opened.get_by_role("button", name="Send", exact=True).click()


def send(opened: Page, outcome: str = "200 action-successful") -> None:
    """Send the form, and wait until it is answered so."""
    filled(opened).locator("#outcome").evaluate("outcome => { outcome.textContent = '' }")
    press_send(opened)
    expect(opened.locator("#outcome")).to_contain_text(outcome)
    expect(opened.get_by_role("button", name="Send", exact=True)).to_be_visible()
    filled(opened)


def provoke(opened: Page, slug: str) -> Locator:
    """Press the button of a status; what is said beside it."""
    section = opened.locator(f"#status-{slug}")
    section.evaluate("details => { details.open = true }")
    section.get_by_role("button").click()
    return section.locator("output")


def stored(opened: Page) -> str:
    """All that the tab keeps."""
    return str(opened.evaluate("JSON.stringify({ ...sessionStorage })"))


def forgive(complaints: list[str]) -> None:
    """A browser complains of every answer that is no success."""
    complaints[:] = [text for text in complaints if not _NOT_A_SUCCESS.search(text)]


def sent_by(opened: Page) -> list[str]:
    """The addresses of the requests to the API from now on."""
    found: list[str] = []
    opened.on("request", lambda request: found.append(request.url) if "/api/v1/" in request.url else None)
    return found


def hold(opened: Page, pattern: str) -> list[Route]:
    """The requests that wait from now on, until they are continued."""
    held: list[Route] = []

    def keep(route: Route) -> None:
        held.append(route)

    opened.route(pattern, keep)
    return held


def release(opened: Page, pattern: str, held: list[Route]) -> None:
    """Continue what waits; what comes later doesn't wait any more."""
    for each in held:
        each.continue_()
    opened.unroute(pattern)
