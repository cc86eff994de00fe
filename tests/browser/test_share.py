"""Sharing and copying: what a link holds, where it is shown, and that it is heard."""

import re

import pytest
from playwright.sync_api import expect

from browser.conftest import Open
from browser.forms import filled, forgive, provoke, send

_SIZES = [(1280, 800), (390, 844)]


@pytest.mark.parametrize("size", _SIZES)
def test_a_link_comes_into_view_wherever_share_was_pressed(page: Open, size: tuple[int, int]) -> None:
    opened = filled(page("/line_items/create", viewport={"width": size[0], "height": size[1]}))
    send(opened)
    opened.get_by_text("more params").click()
    opened.locator("#try-header").scroll_into_view_if_needed()
    opened.get_by_role("button", name="Share").click()
    expect(opened.get_by_label("Link to this request")).to_be_in_viewport()
    expect(opened.locator("#heard")).to_contain_text("This link fills in the form.")
    opened.locator("#try-quantity").fill("3")
    expect(opened.get_by_label("Link to this request")).to_have_count(0)  # it was of another request


def test_what_no_link_can_hold_is_not_shared(page: Open, complaints: list[str]) -> None:
    opened = filled(page("/line_items/create"))
    for slug in ("invalid-encoded-params", "invalid-content-type"):
        expect(provoke(opened, slug)).to_contain_text("As documented")
        opened.get_by_role("button", name="Share").click()
        expect(opened.locator("#answer")).to_contain_text("can’t be shared: the form can’t send it this way.")
        expect(opened.get_by_label("Link to this request")).to_have_count(0)
    opened.get_by_role("button", name="Back to your request").click()
    opened.get_by_text("more params").click()
    opened.locator("#try-instructions").fill("x" * 15_000)
    opened.get_by_role("button", name="Share").click()
    expect(opened.locator("#answer")).to_contain_text("can’t be shared: it is too long for a link.")
    expect(opened.get_by_label("Link to this request")).to_have_count(0)
    forgive(complaints)


@pytest.mark.parametrize("settings", [{"permissions": ["clipboard-read", "clipboard-write"]}, {}])
def test_that_something_is_copied_is_heard(page: Open, settings: dict[str, list[str]]) -> None:
    opened = filled(page("/orders/read", **settings))
    opened.get_by_role("button", name="Copy", exact=True).first.click()
    expect(opened.get_by_role("status").filter(has_text=re.compile("^(Copied|Press Ctrl-C)$"))).to_have_count(1)
    expect(opened.locator("#heard")).to_have_text("")
