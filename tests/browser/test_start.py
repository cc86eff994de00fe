"""The start page: what this is, a request, its answer and where each reader goes, in one screen."""

import json

import pytest
from playwright.sync_api import expect

from browser.conftest import Open
from browser.screenshots import PAGES, SCHEMES, file_of
from documentation.contents import GUIDES, Guide
from documentation.proven import all_received
from plano_cli.local.paths import PROJECT

_SCREENS = [(1280, 720), (390, 844)]
_LARGEST_SCREENSHOT = 100_000


@pytest.mark.parametrize("screen", _SCREENS, ids=["laptop", "phone"])
def test_all_of_it_is_in_the_first_screen(page: Open, screen: tuple[int, int]) -> None:
    width, height = screen
    opened = page("/", viewport={"width": width, "height": height})
    assert opened.evaluate("scrollY") == 0
    for part in ("h1", ".lead", "#asked", "#answered", ".exchange pre >> nth=0", ".exchange pre >> nth=1"):
        expect(opened.locator(part)).to_be_in_viewport(ratio=1)
    for link in opened.locator(".readers a").all():
        expect(link).to_be_in_viewport(ratio=1)
    assert opened.evaluate("document.documentElement.scrollWidth") <= width


def test_the_answer_is_one_that_a_test_received(page: Open) -> None:
    shown = json.loads(page("/").locator(".exchange pre").nth(1).inner_text())
    assert shown == all_received()["line_items.create"].answers["action-successful"].answer


def test_each_reader_is_one_click_away_from_a_page(page: Open, url: str) -> None:
    opened = page("/")
    names = opened.locator(".readers .card h2").all_inner_texts()
    assert names == ["I write programs", "I script FileMaker", "I run it on AWS", "I add a route"]
    for address in [link.get_attribute("href") or "" for link in opened.locator(".readers a").all()]:
        answer = opened.request.get(f"{url}/{address.removeprefix('./')}")
        assert answer.ok, address
        fragment = address.partition("#")[2]
        assert not fragment or f'id="{fragment}"' in answer.text()


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.address)
def test_a_guide_is_in_the_navigation_and_is_found(page: Open, guide: Guide) -> None:
    opened = page("/")
    opened.locator(".side").get_by_role("link", name=guide.name, exact=True).click()
    title = opened.locator("h1").inner_text()
    assert opened.url.endswith(f"/{guide.address}")
    opened.keyboard.press("/")
    opened.keyboard.type(title)
    expect(opened.locator(".hit").first).to_contain_text(title)


def test_pictures_take_the_theme_that_was_chosen(page: Open) -> None:
    opened = page("/", color_scheme="light")
    box = "getComputedStyle(document.querySelector('.drawn .box')).fill"
    assert opened.evaluate(box) == "rgb(255, 255, 255)"
    opened.get_by_role("button", name="Dark").click()
    assert opened.evaluate(box) == "rgb(15, 21, 36)"


def test_readmes_screenshots_are_there_and_small() -> None:
    readme = (PROJECT / "README.md").read_text()
    for file in (file_of(shot, scheme) for shot in PAGES for scheme in SCHEMES):
        assert str(file.relative_to(PROJECT)) in readme
        assert 5_000 < file.stat().st_size < _LARGEST_SCREENSHOT
