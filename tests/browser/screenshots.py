"""README's screenshots of the portal, and the pictures that a test compares: `make screenshots` takes them."""

import base64
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, expect
from rich.console import Console

from browser import looks
from browser.chromium import launched
from plano_cli.local.paths import PROJECT
from plano_cli.local.run import here
from plano_cli.progress import steps

SCHEMES = ("light", "dark")
PAGES = {"start": "/", "route": "/line_items/create"}
FOLDER = PROJECT / "docs" / "screenshots"
_SIZE: ViewportSize = {"width": 1280, "height": 800}
_QUALITY = 82


def file_of(page: str, scheme: str) -> Path:
    """Where a page's screenshot is."""
    return FOLDER / f"{page}-{scheme}.webp"


def main() -> None:
    """Take all of them: on the stack that runs, or on one that runs meanwhile."""
    FOLDER.mkdir(exist_ok=True)
    with here(steps(Console())) as facts, launched() as browser:
        for page, address in PAGES.items():
            for scheme in SCHEMES:
                file_of(page, scheme).write_bytes(_taken(browser, facts["documentation_url"] + address, scheme))
        pictures = looks.renew(browser, facts["documentation_url"])
    print(f"Took {len(PAGES) * len(SCHEMES)} screenshots, and {pictures} pictures to compare with.")


def _taken(browser: Browser, url: str, scheme: str) -> bytes:
    dark = scheme == "dark"
    context = browser.new_context(viewport=_SIZE, color_scheme="dark" if dark else "light", reduced_motion="reduce")
    page = context.new_page()
    page.goto(url)
    if page.locator("form[data-name]").count():
        _send(page)
    shot = context.new_cdp_session(page).send("Page.captureScreenshot", {"format": "webp", "quality": _QUALITY})
    context.close()
    return base64.b64decode(shot["data"])


def _send(page: Page) -> None:
    """Have a route's form answered, so that one sees an answer."""
    page.wait_for_selector("form[data-filled]")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#outcome")).to_contain_text("200")


if __name__ == "__main__":
    main()
