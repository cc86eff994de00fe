"""Every route's form, in a tab of its own: what it needs is made for it, and one click succeeds."""

import re

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Open
from integration.api import Api
from plano.registry.discovery import declared
from plano_cli.local.paths import FUNCTIONS

_ROUTES = [route.name.replace(".", "/") for route in declared(FUNCTIONS)[1]]
_DELETING = [name for name in _ROUTES if name.endswith("/delete")]


def sent(opened: Page) -> None:
    """Send what the form is filled with."""
    opened.wait_for_selector("form[data-filled]")
    opened.get_by_role("button", name="Send").click()
    expect(opened.locator("#outcome")).to_have_text(re.compile(r"^200 action-successful · \d+ ms$"))


@pytest.mark.parametrize("name", _ROUTES)
def test_one_click_succeeds_and_another_one_does_too(page: Open, name: str) -> None:
    opened = page(f"/{name}")
    sent(opened)
    expect(opened.get_by_role("button", name="Send")).to_be_visible()  # no longer Cancel: all is done
    opened.locator("#outcome").evaluate("outcome => { outcome.textContent = '' }")
    sent(opened)


@pytest.mark.parametrize("name", _DELETING)
def test_deleting_takes_only_what_was_made_for_it_and_says_so_first(page: Open, url: str, api: Api, name: str) -> None:
    opened = page(f"/{name}")
    expect(opened.locator(".warning")).to_contain_text("deletes something for good")
    sent(opened)
    for other in _ROUTES:
        opened.goto(f"{url}/{other}")
        sent(opened)
    assert api.call("sessions.read", {}).status_code == 200  # the demo client is logged in still


def test_two_visitors_have_sessions_of_their_own(page: Open) -> None:
    tokens = set()
    for _ in range(2):
        opened = page("/sessions/read")
        opened.wait_for_selector("form[data-filled]")
        tokens.add(opened.locator("#try-token").input_value())
    assert len(tokens) == 2
