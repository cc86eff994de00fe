"""What a tab keeps, and what it doesn't: secrets that stand where none is expected."""

import base64
import json
import re

from playwright.sync_api import Route, expect

from browser.conftest import Open
from browser.forms import editor_of, filled, forgive, press_send, provoke, send, stored

_PASSWORD = "8412345678"


def _elsewhere(route: Route) -> None:
    """The page as a stack serves it that is not local."""
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace('data-local="yes"', 'data-local="no"'))


def test_a_password_that_is_no_text_is_not_shown_as_one(page: Open, complaints: list[str]) -> None:
    opened = filled(page("/sessions/create"))
    editor = editor_of(opened)
    for value in (int(_PASSWORD), [_PASSWORD], {"is": _PASSWORD}):
        editor.fill(json.dumps({**json.loads(editor.input_value()), "password": value}))
        expect(opened.locator(".exact")).to_have_text("Sent as in the JSON, not as text")
        send(opened, "400 invalid-param")
        history = opened.locator("#history").text_content()
        assert history is not None
        assert _PASSWORD not in history
        assert _PASSWORD not in stored(opened)
    forgive(complaints)


def test_elsewhere_a_password_that_is_no_text_is_hidden_and_sent(page: Open, url: str, complaints: list[str]) -> None:
    opened = page("")
    opened.route("**/documentation/sessions/create", _elsewhere)
    opened.goto(f"{url}/sessions/create")
    editor = editor_of(filled(opened))
    editor.fill(json.dumps({"email": "ada@example.com", "password": int(_PASSWORD)}))
    opened.locator("#try-email").focus()
    expect(editor).to_have_value(re.compile('"password": "…"'))
    editor.fill(editor.input_value().replace("ada@", "eve@"))
    expect(opened.locator("#try")).not_to_contain_text(_PASSWORD)
    with opened.expect_request("**/api/v1/sessions/create") as sent:
        press_send(opened)
    params = json.loads(base64.b64decode(sent.value.post_data or ""))
    assert params == {"email": "eve@example.com", "password": int(_PASSWORD)}
    expect(opened.locator("#outcome")).to_contain_text("400")
    forgive(complaints)


def test_a_token_in_another_field_is_not_kept(page: Open, complaints: list[str]) -> None:
    opened = filled(page("/line_items/create"))
    opened.get_by_text("more params").click()
    opened.locator("#try-instructions").fill("see plano_session_of_somebody")
    assert "of_somebody" not in stored(opened)
    editor = editor_of(opened)
    editor.fill(editor.input_value().replace("plano_session_of_somebody", r"plano\u005fapp_of_somebody"))
    send(opened)
    assert "of_somebody" not in stored(opened)
    opened.get_by_role("button", name="Share").click()
    link = opened.get_by_label("Link to this request").input_value().partition("#request=")[2]
    assert "of_somebody" not in base64.urlsafe_b64decode(link + "=" * (-len(link) % 4)).decode()
    forgive(complaints)


def test_what_is_no_text_is_the_same_after_a_reload(page: Open) -> None:
    opened = filled(page("/orders/create"))
    editor = editor_of(opened)
    own = {"external_order_id": None, "external_property_id": ""}
    editor.fill(json.dumps({**json.loads(editor.input_value()), **own}))
    expect(opened.locator(".exact")).to_have_text(["Sent as null", 'Sent as ""'])
    opened.reload()
    expect(filled(opened).locator(".exact")).to_have_text(["Sent as null", 'Sent as ""'])
    with opened.expect_request("**/api/v1/orders/create") as sent:
        press_send(opened)
    params = sent.value.post_data_json
    assert params is not None
    assert params.items() >= own.items()
    opened.locator("#try-external_order_id").fill("null")
    opened.reload()
    expect(filled(opened).locator(".exact")).to_have_text(['Sent as ""'])
    opened.get_by_role("button", name="Reset").click()
    opened.reload()
    expect(filled(opened).locator(".exact")).to_have_count(0)


def test_what_was_sent_as_a_text_is_opened_as_it_was(page: Open, url: str, complaints: list[str]) -> None:
    opened = filled(page("/orders/read"))
    for slug in ("invalid-encoded-params", "invalid-content-type"):
        expect(provoke(opened, slug)).to_contain_text("As documented")
    opened.goto(f"{url}/line_items/read")
    filled(opened).locator("#history summary").click()
    opened.locator("#history").get_by_role("link").last.click()
    expect(opened.locator("h1")).to_have_text("orders.read")
    expect(opened.locator("#loaded")).to_contain_text(
        re.compile("This request was sent at .* It is sent with the body")
    )
    expect(opened.locator("#outcome")).to_have_text("")  # nothing is sent by itself
    send(opened, "400 invalid-encoded-params")
    opened.goto(f"{url}/orders/read#sent=77")
    opened.reload()
    expect(filled(opened).locator("#answer")).to_contain_text("no longer kept, or was sent in another tab")
    forgive(complaints)


def test_send_again_says_whose_token_goes_with_it_and_keeps_the_focus(page: Open) -> None:
    opened = filled(page("/line_items/create"))
    send(opened)
    opened.locator("#history summary").click()
    again = opened.locator("#history li button")
    again.press("Enter")
    expect(opened.locator("#history li")).to_have_count(2)
    expect(opened.locator("#loaded")).to_contain_text("Its token is not kept: the token in the form is sent instead.")
    expect(again.last).to_be_focused()
    opened.get_by_role("button", name="Clear").press("Enter")
    expect(opened.get_by_role("button", name="Send", exact=True)).to_be_focused()


def test_what_was_not_answered_is_listed_too(page: Open, complaints: list[str]) -> None:
    opened = filled(page("/orders/read"))
    opened.route("**/api/v1/orders/read", lambda _route: None)  # no answer comes
    press_send(opened)
    opened.get_by_role("button", name="Cancel").click()
    expect(opened.locator("#outcome")).to_contain_text("Cancelled")
    opened.unroute("**/api/v1/orders/read")
    opened.route("**/api/v1/orders/read", lambda route: route.abort())
    press_send(opened)
    expect(opened.locator("#outcome")).to_contain_text("can’t be reached")
    entries = opened.locator("#history li")
    expect(entries.nth(0)).to_contain_text("orders.read no answer")
    expect(entries.nth(1)).to_contain_text("orders.read cancelled")
    opened.unroute("**/api/v1/orders/read")
    opened.locator("#history summary").click()
    entries.nth(1).get_by_role("button").click()
    expect(opened.locator("#outcome")).to_contain_text("200 action-successful")
    complaints.clear()
