"""What was sent in a tab: listed, and sent again as it was. Nothing secret is kept."""

import json
import re

from playwright.sync_api import Page, expect

from browser.conftest import Open
from browser.forms import editor_of, filled, press_send, stored

_MOST = 20


def _send(opened: Page, outcome: str = "200 action-successful") -> None:
    opened.wait_for_selector("form[data-filled]")
    opened.locator("#outcome").evaluate("outcome => { outcome.textContent = '' }")
    opened.get_by_role("button", name="Send", exact=True).click()
    expect(opened.locator("#outcome")).to_contain_text(outcome)


def _kept(opened: Page) -> str:
    return str(opened.evaluate("sessionStorage.getItem('plano history')"))


def test_what_was_sent_is_listed_and_sent_again(page: Open, complaints: list[str]) -> None:
    opened = page("/line_items/create")
    opened.wait_for_selector("form[data-filled]")
    opened.locator("#try-quantity").fill("5")
    _send(opened)
    opened.locator("#try-quantity").fill("many")
    _send(opened, "400 invalid-param")
    opened.get_by_text("Sent in this tab (2)").click()
    entries = opened.locator("#history li")
    expect(entries.nth(0)).to_contain_text(re.compile(r"\d.*line_items\.create 400 invalid-param"))
    expect(entries.nth(1)).to_contain_text(re.compile(r"\d.*line_items\.create 200 action-successful"))
    entries.nth(1).get_by_role("button").click()
    expect(opened.locator("#outcome")).to_contain_text("200 action-successful")
    expect(opened.locator("#answer pre")).to_contain_text('"quantity": 5')
    expect(opened.locator("#try-quantity")).to_have_value("5")
    expect(opened.locator("#loaded")).to_contain_text("This request was sent at")
    expect(entries).to_have_count(3)
    opened.get_by_role("button", name="Back to your request").click()
    expect(opened.locator("#try-quantity")).to_have_value("many")
    complaints.clear()


def test_what_was_provoked_is_sent_again_as_it_was(page: Open, complaints: list[str]) -> None:
    opened = page("/orders/read")
    opened.wait_for_selector("form[data-filled]")
    section = opened.locator("#status-invalid-encoded-params")
    section.evaluate("details => { details.open = true }")
    section.get_by_role("button").click()
    expect(section.locator("output")).to_contain_text("As documented")
    opened.reload()
    opened.wait_for_selector("form[data-filled]")
    opened.get_by_text("Sent in this tab (1)").click()
    opened.locator("#history li button").click()
    expect(opened.locator("#outcome")).to_contain_text("400 invalid-encoded-params")
    complaints.clear()


def test_other_routes_are_opened_as_they_were_sent(page: Open, url: str) -> None:
    opened = page("/orders/create")
    opened.wait_for_selector("form[data-filled]")
    opened.locator("#try-external_order_id").fill("WEB-1")
    _send(opened)
    opened.goto(f"{url}/orders/read")
    opened.wait_for_selector("form[data-filled]")
    opened.get_by_text("Sent in this tab (1)").click()
    opened.locator("#history").get_by_role("link").click()
    expect(opened.locator("h1")).to_have_text("orders.create")
    expect(opened.locator("#loaded")).to_contain_text("This request was sent at")
    expect(opened.locator("#try-external_order_id")).to_have_value("WEB-1")
    _send(opened)


def test_what_no_field_holds_is_sent_again_and_what_is_secret_is_named(page: Open, complaints: list[str]) -> None:
    opened = filled(page("/line_items/create"))
    editor = editor_of(opened)
    own = {"colour": [1, {"a": True}], "my_password": "hidden-one", "instructions": "plano_app_hidden-two"}
    editor.fill(json.dumps({**json.loads(editor.input_value()), **own}))
    press_send(opened)
    expect(opened.locator("#outcome")).to_contain_text("400 invalid-param")
    assert "hidden" not in stored(opened)
    opened.get_by_role("button", name="Share").click()
    expect(opened.locator("#answer")).to_contain_text("It leaves out instructions, colour, my_password.")
    opened.get_by_text("Sent in this tab (1)").click()
    with opened.expect_request("**/api/v1/line_items/create") as sent:
        opened.locator("#history li button").click()
    params = sent.value.post_data_json
    assert params is not None
    assert params["colour"] == own["colour"]
    assert "instructions" not in params
    expect(opened.locator("#loaded")).to_contain_text("What was secret in it is not kept: instructions, my_password.")
    complaints.clear()


def test_what_was_sent_without_a_token_is_sent_again_without_one(page: Open, complaints: list[str]) -> None:
    opened = filled(page("/orders/read"))
    opened.locator("#try-token").fill("")
    press_send(opened)
    expect(opened.locator("#outcome")).to_contain_text("400 missing-param")
    opened.get_by_role("button", name="Reset").click()
    expect(filled(opened).locator("#try-token")).not_to_have_value("")
    opened.get_by_text("Sent in this tab (1)").click()
    opened.locator("#history li button").click()
    expect(opened.locator("#outcome")).to_contain_text("400 missing-param")
    expect(opened.locator("#loaded")).not_to_contain_text("token")
    complaints.clear()


def test_send_again_says_that_another_request_is_under_way(page: Open) -> None:
    opened = filled(page("/orders/read"))
    _send(opened)
    opened.get_by_text("Sent in this tab (1)").click()
    opened.route("**/api/v1/orders/read", lambda _route: None)  # no answer comes
    press_send(opened)
    opened.locator("#history li button").click()
    expect(opened.locator("#outcome")).to_have_text("Not sent: another request is under way.")


def test_a_link_to_what_was_cleared_opens_nothing_else(page: Open, url: str) -> None:
    opened = filled(page("/orders/read"))
    _send(opened)
    opened.get_by_text("Sent in this tab (1)").click()
    opened.get_by_role("button", name="Clear").click()
    _send(opened)
    opened.goto(f"{url}/orders/read#sent=1")
    expect(opened.locator("#answer")).to_contain_text("no longer kept")
    expect(opened.locator("#loaded")).to_be_hidden()


def test_nothing_secret_is_kept_and_only_so_much(page: Open, url: str) -> None:
    opened = page("/orders/create")
    opened.wait_for_selector("form[data-filled]")
    for _ in range(_MOST + 1):
        _send(opened)
    expect(opened.locator("#history summary")).to_have_text(f"Sent in this tab ({_MOST})")
    opened.locator("#try-external_order_id").fill("plano_session_pasted_into_the_wrong_field")
    _send(opened)
    opened.goto(f"{url}/sessions/create")
    opened.wait_for_selector("form[data-filled]")
    password = opened.locator("#try-password").input_value()
    email = opened.locator("#try-email").input_value()
    _send(opened)
    kept = _kept(opened)
    assert "external_property_id" in kept
    for secret in ("plano_session_", password, email):
        assert secret not in kept
    opened.get_by_text("Sent in this tab").click()
    expect(opened.locator("#history li").first).to_contain_text("its params are not kept")
    opened.get_by_role("button", name="Clear").click()
    expect(opened.locator("#history")).to_be_hidden()
    assert _kept(opened) == "None"
