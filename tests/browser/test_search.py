"""Search as people use it: with misspelt words, other words, whole questions, and the keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Open


def _searched(opened: Page, query: str) -> None:
    opened.keyboard.press("/")
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
    options = opened.get_by_role("option")
    expect(options.first).to_be_visible()
    found = [option.get_attribute("href") or "" for option in options.all()[:3]]
    assert any(address in href for href in found), found


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
