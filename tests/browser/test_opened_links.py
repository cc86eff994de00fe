"""A request that came with a link: it fills in the form, nothing secret comes along, and a bad one is left out."""

import base64
import json

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Open
from browser.forms import send
from integration.api import Api


def _shared(opened: Page) -> str:
    opened.get_by_role("button", name="Share").click()
    return opened.get_by_label("Link to this request").input_value()


def _with(params: object) -> str:
    text = params if isinstance(params, str) else json.dumps(params)
    return f"#request={base64.urlsafe_b64encode(text.encode()).decode().rstrip('=')}"


def test_a_link_fills_in_the_form_of_somebody_else_without_a_token(page: Open) -> None:
    opened = page("/line_items/create", permissions=["clipboard-read", "clipboard-write"])
    opened.wait_for_selector("form[data-filled]")
    opened.get_by_text("more params").click()
    opened.locator("#try-instructions").fill('Größe: "2" & 日本')
    opened.locator("#try-net_price").fill("12345678901234567890.5")
    opened.locator("#try-price").fill("")
    token = opened.locator("#try-token").input_value()
    link = _shared(opened)
    assert opened.evaluate("navigator.clipboard.readText()") == link
    assert "?" not in link
    coded = link.partition("#request=")[2]
    sent = base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4)).decode()
    assert "token" not in sent
    assert token not in sent
    other = page("/line_items/create" + link[link.index("#") :])
    expect(other.locator("#loaded")).to_contain_text("This request came with a link.")
    expect(other.locator("#try-instructions")).to_have_value('Größe: "2" & 日本')
    expect(other.locator("#try-net_price")).to_have_value("12345678901234567890.5")
    expect(other.locator("#try-price")).to_have_value("")
    own = other.locator("#try-token").input_value()
    assert own.startswith("plano_session_")
    assert own != token
    expect(other.locator("#outcome")).to_have_text("")  # nothing is sent by itself


@pytest.mark.parametrize(
    ("fragment", "said"),
    [
        ("#request=%E0%A4%A", "can’t be read"),
        ("#request=", "can’t be read"),
        (_with("[1]"), "can’t be read"),
        (_with('{"id": '), "can’t be read"),
        (_with({"id": "x" * 30_000}), "can’t be read"),
        (_with({"no_such_param": "<b>1</b>"}), "is left out"),
    ],
)
def test_a_bad_link_is_left_out_with_a_sentence(page: Open, fragment: str, said: str) -> None:
    opened = page("/orders/read" + fragment)
    expect(opened.locator("#answer")).to_contain_text(said)
    expect(opened.locator("#loaded")).to_be_hidden()
    send(opened)


def test_a_secret_in_a_link_is_left_out(page: Open) -> None:
    opened = page("/orders/read" + _with({"token": "plano_session_of_somebody", "id": 5}))
    expect(opened.locator("#try-id")).to_have_value("5")
    expect(opened.locator("#answer")).to_contain_text("a secret, is left out")
    expect(opened.locator("#try-token")).not_to_have_value("plano_session_of_somebody")


def test_what_is_sensitive_is_not_shared(page: Open) -> None:
    opened = page("/sessions/create" + _with({"email": "ada@example.com"}))
    expect(opened.locator("#answer")).to_contain_text("is left out")
    expect(opened.get_by_role("button", name="Share")).to_have_count(0)
    expect(opened.locator("#loaded")).to_be_hidden()


def test_a_link_whose_token_the_reader_has_to_give(page: Open, api: Api) -> None:
    opened = page("/orders/read" + _with({"id": api.ids["order"]}))
    expect(opened.locator("#try-id")).to_have_value(str(api.ids["order"]))
    opened.locator("#try-token").fill(api.tokens["client"])
    send(opened)
