"""Search as people use it: with misspelt words, other words, whole questions, and the keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from browser.accessible import violations
from browser.conftest import Open

_ASKED_MOST = "Common questions"


def _searched(opened: Page, query: str) -> None:
    opened.keyboard.press("/")
    expect(opened.get_by_role("listbox", name=_ASKED_MOST)).to_be_visible()
    opened.keyboard.type(query)


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("lineitm", "line_items"),
        ("line_items.create", "line_items/create"),
        ("client-required", "statuses#client-required"),
        ("idempotent", "retrying-safely"),
        ("pagination", "paging"),
        ("rate limit", "statuses#too-many-requests"),
        ("login", "sessions/create"),
        ("discuont", "#param-discount"),
        ("what happens if my request is sent twice?", "retrying-safely"),
        ("ten-thousandth", "paging#number"),
    ],
)
def test_what_people_type_leads_to_what_they_mean(page: Open, query: str, address: str) -> None:
    opened = page()
    _searched(opened, query)
    options = opened.get_by_role("listbox", name="Search results").get_by_role("option")
    expect(options.first).to_be_visible()
    found = [option.get_attribute("href") or "" for option in options.all()[:3]]
    assert any(address in href for href in found), found


@pytest.mark.parametrize("address", ["", "/orders/read", "/guide-that-is-not-there"])
def test_a_common_question_is_a_key_and_a_click_away(page: Open, address: str, complaints: list[str]) -> None:
    opened = page(address)
    opened.keyboard.press("/")
    opened.get_by_role("option", name="What happens if my request is sent twice?").click()
    opened.wait_for_url("**/documentation/retrying-safely#twice")
    expect(opened.locator("#twice")).to_be_in_viewport()
    complaints[:] = [text for text in complaints if "404" not in text]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_common_questions_are_options_of_the_same_combobox(page: Open, scheme: str) -> None:
    opened = page("/statuses", color_scheme=scheme)
    box = opened.get_by_role("combobox", name="Search")
    box.click()
    options = opened.get_by_role("listbox", name=_ASKED_MOST).get_by_role("option")
    expect(options.first).to_be_visible()
    expect(opened.locator("#found-said")).to_have_text(f"{options.count()} common questions")
    assert violations(opened) == []
    assert box.get_attribute("aria-activedescendant") is None
    opened.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    opened.keyboard.press("ArrowDown")
    opened.keyboard.press("ArrowDown")
    second = options.nth(1)
    expect(second).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == second.get_attribute("id")
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/documentation/first-call")


def test_common_questions_give_way(page: Open) -> None:
    """To what is typed, to who goes on by Tab, and to who has seen enough; they come back with an empty field."""
    opened = page()
    asked = opened.get_by_role("listbox", name=_ASKED_MOST)
    opened.keyboard.press("Control+k")
    expect(asked).to_be_visible()
    opened.keyboard.type("price")
    expect(opened.get_by_role("listbox", name="Search results")).to_be_visible()
    opened.locator("#search").fill("")
    expect(asked).to_be_visible()
    opened.keyboard.press("Tab")
    expect(opened.locator("#found")).to_be_hidden()
    opened.keyboard.press("Shift+Tab")
    expect(asked).to_be_visible()
    opened.keyboard.press("Escape")
    expect(opened.locator("#found")).to_be_hidden()
    expect(opened.locator("#found-said")).to_be_empty()


def test_a_hit_on_the_same_page_is_not_covered(page: Open) -> None:
    opened = page("/retrying-safely")
    opened.keyboard.press("/")
    opened.get_by_role("option", name="What happens if my request is sent twice?").click()
    expect(opened.locator("#found")).to_be_hidden()
    expect(opened.locator("#twice")).to_be_in_viewport()


def test_enter_in_an_empty_field_asks_for_nothing(page: Open) -> None:
    opened = page("/orders/read")
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.keyboard.press("/")
    expect(opened.get_by_role("listbox", name=_ASKED_MOST)).to_be_visible()
    opened.keyboard.press("Enter")
    opened.keyboard.type("price")
    expect(opened.get_by_role("listbox", name="Search results")).to_be_visible()
    assert [url for url in asked if "search?" in url] == []


def test_enter_goes_straight_to_an_exact_match(page: Open) -> None:
    opened = page("/orders/read")
    opened.keyboard.press("Control+k")
    opened.keyboard.type("client-required")
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/documentation/statuses#client-required")


def test_a_nested_param_is_opened_and_shown(page: Open) -> None:
    opened = page("/orders/read")
    _searched(opened, "line_items[].quantity")
    option = opened.get_by_role("option").filter(has_text="param of line_items.bulk_create").first
    option.click()
    expect(opened.locator("[id='param-line_items[].quantity']")).to_be_in_viewport()


def test_a_screen_reader_hears_of_the_options(page: Open) -> None:
    opened = page()
    box = opened.get_by_role("combobox", name="Search")
    _searched(opened, "order")
    expect(box).to_have_attribute("aria-expanded", "true")
    first, second = (opened.get_by_role("option").nth(number) for number in (0, 1))
    expect(first).to_have_attribute("aria-selected", "true")
    opened.keyboard.press("ArrowDown")
    expect(second).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == second.get_attribute("id")
    expect(opened.locator("#found-said")).to_contain_text("result")
    opened.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    _searched(opened, "zzzzqqqq")
    expect(opened.locator("#found-said")).to_contain_text("Nothing found")
