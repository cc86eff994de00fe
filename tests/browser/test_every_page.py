"""Every page of the portal: for all eyes, by keyboard, enlarged four times, and light."""

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

from browser.accessible import violations
from browser.conftest import Open
from domain.portal import ADDRESSES
from domain.world import of_code

_PAGES = (*ADDRESSES, "search?q=price")
_ROUTES = frozenset(name.replace(".", "/") for name in of_code().routes)
_ABSENT = "no/such/page"
_STILL = "reduce"
"""Nothing moves by itself: what is scrolled to is there at once."""
_MOST_STOPS = 14
_LARGEST_PAGE = 100_000
_ENLARGED = {"width": 320, "height": 256}
"""What is left of 1280 by 1024 at 400 % (WCAG 2.1, 1.4.10)."""


def _each(opened: Page, url: str, *more: str) -> Iterator[str]:
    """Opens one page after the other, with all that is folded."""
    for address in (*_PAGES, *more):
        opened.goto(f"{url}/{address}")
        yield address


def _unfold(opened: Page) -> None:
    opened.evaluate("for (const details of document.querySelectorAll('main details')) details.open = true")


def test_it_is_accessible_in_both_themes(page: Open, url: str, complaints: list[str]) -> None:
    """Themes differ in colours alone, so contrast is all that is looked at twice; what stands on all pages, on one."""
    opened = page(color_scheme="light")
    for address in _each(opened, url, _ABSENT):
        _unfold(opened)
        part = "main" if address else "html"
        assert violations(opened, part=part) == [], address
        opened.evaluate("document.documentElement.dataset.theme = 'dark'")
        assert violations(opened, "color-contrast", part) == [], address
    complaints[:] = [text for text in complaints if "404" not in text]


_FOCUSED = """() => {
  const here = document.activeElement;
  const marked = here.matches(".pick") ? here.nextElementSibling : here;
  const { top, right, bottom, left, width, height } = marked.getBoundingClientRect();
  const header = document.querySelector(".top").getBoundingClientRect().bottom;
  const isBelowHeader = here.closest(".top, .skip") || bottom > header;
  return {
    id: here.id,
    isInMain: here.closest("main") !== null,
    isInView: width > 0 && height > 0 && left < innerWidth && right > 0 && top < innerHeight && isBelowHeader,
    isMarked: getComputedStyle(marked).outlineStyle !== "none",
    what: here.outerHTML.slice(0, 120),
  };
}"""


def test_the_keyboard_reaches_what_it_is_for(page: Open, url: str) -> None:
    """Send on a route's page, the content on any other; and one sees on the way where one is."""
    opened = page(reduced_motion=_STILL)
    for address in _each(opened, url):
        for _ in range(_MOST_STOPS):
            opened.keyboard.press("Tab")
            focused = opened.evaluate(_FOCUSED)
            assert focused["isInView"], (address, focused)
            assert focused["isMarked"], (address, focused)
            if focused["id"] == "send" if address in _ROUTES else focused["isInMain"]:
                break
        else:
            raise AssertionError(f"{address}: not reached in {_MOST_STOPS} stops")


_LOST_WHEN_ENLARGED = """() => {
  // Code wraps; a picture and a table may be wider than the screen.
  const EXEMPT = ".picture, .scroll, .skip, svg, input, select, textarea, option";
  const named = ({ tagName, className, textContent }) => `${tagName}.${className}: ${textContent.trim().slice(0, 40)}`;
  const isLost = (element) => {
    if (!element.checkVisibility() || element.parentElement.closest(EXEMPT) || element.matches(".skip")) return false;
    const { clipPath, overflowX } = getComputedStyle(element);
    if (clipPath !== "none") return false;
    const { left, right } = element.getBoundingClientRect();
    const isScrolled = overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1;
    return left < -1 || right > innerWidth + 1 || (isScrolled && !element.matches(EXEMPT));
  };
  const found = [...document.querySelectorAll("body *")].filter(isLost).map(named);
  return document.documentElement.scrollWidth > innerWidth ? ["The page is too wide", ...found] : found;
}"""
_COVERED = """() => [...document.querySelectorAll("body *")]
  .filter((element) => ["fixed", "sticky"].includes(getComputedStyle(element).position) && element.checkVisibility())
  .reduce((sum, element) => sum + element.offsetHeight * element.offsetWidth, 0) / (innerWidth * innerHeight)"""
_MOST_COVERED = 0.15


def test_nothing_is_lost_at_400_percent(page: Open, url: str, complaints: list[str]) -> None:
    opened = page(viewport=_ENLARGED)
    for address in _each(opened, url, _ABSENT):
        _unfold(opened)
        assert opened.evaluate(_LOST_WHEN_ENLARGED) == [], address
        assert opened.evaluate(_COVERED) < _MOST_COVERED, address
    complaints[:] = [text for text in complaints if "404" not in text]


_BLOCKING = """() => performance.getEntriesByType("resource")
  .filter((loaded) => loaded.initiatorType === "script" && loaded.renderBlockingStatus === "blocking")
  .map(({ name, encodedBodySize }) => [new URL(name).pathname.split("/").at(-1), encodedBodySize])"""


def test_it_is_painted_before_much_has_come(page: Open, url: str) -> None:
    """All that a page loads is under 100 KB; the theme is the one script that painting waits for, and tiny."""
    opened = page()
    network = opened.context.new_cdp_session(opened)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    paths: dict[str, str] = {}
    sizes: list[float] = []

    def finished(event: Any) -> None:
        # None of the page's: what a form sends to the API, and what the browser loads by itself, without an event.
        if "/documentation" in paths.get(event["requestId"], ""):
            sizes.append(event["encodedDataLength"])

    network.on("Network.requestWillBeSent", lambda event: paths.update({event["requestId"]: event["request"]["url"]}))
    network.on("Network.loadingFinished", finished)
    for address in _each(opened, url):
        assert 5_000 < sum(sizes) < _LARGEST_PAGE, (address, sum(sizes))
        [(name, size)] = opened.evaluate(_BLOCKING)
        assert name == "theme.js"
        assert size < 1_000
        sizes.clear()
