"""The portal as people use it: search, keyboard, phone, light and dark, and nothing that a strict policy forbids."""

import json
import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from playwright.sync_api import Request, expect

from browser.conftest import Open
from domain.portal import ADDRESSES

_LARGEST_PAGE = 100_000


def test_the_theme_can_be_chosen_and_stays(page: Open) -> None:
    opened = page(color_scheme="light")
    opened.get_by_role("button", name="Dark").click()
    opened.reload()
    assert opened.evaluate("document.documentElement.dataset.theme") == "dark"
    assert opened.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(15, 21, 36)"


def test_search_without_javascript(page: Open, url: str) -> None:
    opened = page("", java_script_enabled=False)
    opened.locator("#search").fill("discount")
    opened.locator("#search").press("Enter")
    opened.get_by_role("link", name="discount_applied_percent").first.click()
    expect(opened.locator("h1")).to_contain_text("line_items.")
    assert opened.url.endswith("#param-discount_applied_percent")
    opened.get_by_text("Python", exact=True).click()
    expect(opened.locator(".code-python")).to_be_visible()
    expect(opened.locator(".code-python")).to_contain_text(f'"{url.removesuffix("/documentation")}/api/v1/line_items/')


def test_a_form_is_filled_and_sent_by_keyboard_alone(page: Open) -> None:
    opened = page("/line_items/create")
    opened.wait_for_selector("form[data-filled]")
    for _ in range(14):
        opened.keyboard.press("Tab")
        if opened.evaluate("document.activeElement.textContent") == "Send":
            break
    opened.keyboard.press("Enter")
    expect(opened.locator("#outcome")).to_have_text(re.compile("^200"))


def test_on_a_phone_it_is_one_column_and_nothing_sticks_out(page: Open, url: str) -> None:
    opened = page("", viewport={"width": 360, "height": 740})
    for address in ADDRESSES:
        opened.goto(f"{url}/{address}")
        assert opened.evaluate("document.documentElement.scrollWidth") <= 360, address
    opened.goto(url + "/line_items/create")
    beside, about = opened.locator(".beside").bounding_box(), opened.locator(".about").bounding_box()
    assert beside
    assert about
    assert beside["y"] >= about["y"] + about["height"]
    opened.get_by_text("Menu", exact=True).click()
    opened.locator("nav").get_by_role("link", name="bulk_create").click()
    expect(opened.locator("h1")).to_have_text("line_items.bulk_create")


def test_the_navigation_shows_where_one_is_and_folds_the_rest(page: Open) -> None:
    opened = page("/users/register", viewport={"width": 1280, "height": 500})
    here = opened.locator(".side [aria-current]")
    expect(here).to_have_text(re.compile(r"register\s+POST"))
    expect(here).to_be_in_viewport()
    folded = opened.locator(".side").get_by_role("link", name="bulk_create")
    expect(folded).to_be_hidden()
    opened.locator(".side summary", has_text="Line items").click()
    expect(folded).to_be_visible()


@pytest.mark.parametrize("width", [320, 768, 1280, 1920])
def test_the_header_lines_up_with_what_is_below_it(page: Open, width: int) -> None:
    opened = page("/statuses", viewport={"width": width, "height": 800})
    left = "element => element.getBoundingClientRect().left + parseFloat(getComputedStyle(element).paddingLeft)"
    header, nav = opened.locator(".top-inner").evaluate(left), opened.locator(".side").evaluate(left)
    assert abs(header - nav) < 1
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    if width > 800:
        search, main = opened.locator("#search").bounding_box(), opened.locator("main").evaluate(left)
        assert search
        assert abs(search["x"] - main) < 17


def test_copy_covers_nothing(page: Open) -> None:
    opened = page("/line_items/create", viewport={"width": 360, "height": 740})
    button = opened.locator(".copy").bounding_box()
    code = opened.locator(".code:visible pre").bounding_box()
    assert button
    assert code
    assert button["y"] + button["height"] <= code["y"]


def test_on_a_desk_it_has_three_columns(page: Open) -> None:
    opened = page("/line_items/create")
    boxes = [opened.locator(part).bounding_box() for part in (".side", ".about", ".beside")]
    for left, right in pairwise(boxes):
        assert left
        assert right
        assert left["x"] + left["width"] <= right["x"]


def test_a_page_is_small_quick_and_still(page: Open, url: str) -> None:
    opened = page()
    sizes: list[int] = []

    def count(request: Request) -> None:
        size = request.sizes()
        sizes.append(size["responseBodySize"] + size["responseHeadersSize"])

    opened.on("requestfinished", count)
    opened.goto(url + "/line_items/create")
    opened.wait_for_selector("form[data-filled]")
    assert sum(sizes) < _LARGEST_PAGE
    assert opened.evaluate(_LAYOUT_SHIFT) < 0.05


_LAYOUT_SHIFT = """() => new Promise((done) => {
  let shift = 0;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) shift += entry.value; })
    .observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => setTimeout(() => done(shift), 50));
})"""


def test_an_example_can_be_copied_and_names_the_api_s_own_address(page: Open, url: str) -> None:
    opened = page("/orders/read", permissions=["clipboard-read", "clipboard-write"])
    opened.get_by_role("button", name="Copy", exact=True).first.click()
    copied = opened.evaluate("navigator.clipboard.readText()")
    assert f"'{url.removesuffix('/documentation')}/api/v1/orders/read'" in copied


def test_an_unknown_page_suggests(page: Open, complaints: list[str]) -> None:
    opened = page("/line_items/crate")
    opened.get_by_role("link", name="line_items/create").click()
    expect(opened.locator("h1")).to_have_text("line_items.create")
    complaints.clear()


def test_the_icon_is_an_image(page: Open, url: str) -> None:
    opened = page()
    assert ET.fromstring(opened.request.get(url + "/static/icon.svg").text()).tag.endswith("svg")
    assert json.loads(opened.request.get(url + "/openapi.json").text())["openapi"] == "3.1.0"
