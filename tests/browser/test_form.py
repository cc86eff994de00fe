"""A route's form: what counts as typed, one request at a time, and what is filled in when."""

import base64
import json
import re

import pytest
from playwright.sync_api import Page, Route, expect

from browser.conftest import Open
from browser.forms import editor_of, filled, forgive, press_send, provoke, send, sent_by

_SIZES = [(1280, 800), (390, 844)]
_LIMITS_OF_TIME = """
const limits = [];
AbortSignal.timeout = (milliseconds) => {
  const limit = new AbortController();
  limits.push({ limit, milliseconds });
  return limit.signal;
};
window.passLimits = (most) => limits
  .filter(({ milliseconds }) => milliseconds <= most)
  .forEach(({ limit }) => limit.abort(new DOMException("Passed", "TimeoutError")));
"""
"""Lets a test say when so many milliseconds have passed, to whatever is limited in time."""
_PATIENCE_MS = 15_000
"""Nobody waits longer for a form."""


def _held(opened: Page, pattern: str) -> list[Route]:
    """The requests that wait until they are continued."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    opened.route(pattern, hold)
    return held


def _release(opened: Page, pattern: str, held: list[Route]) -> None:
    for each in held:
        each.continue_()
    opened.unroute(pattern)


def test_an_edit_of_the_json_counts_as_typed_only_where_it_changes_something(page: Open) -> None:
    opened = filled(page("/line_items/delete"))
    editor = editor_of(opened)
    before = opened.locator("#try-id").input_value()
    editor.fill(json.dumps({**json.loads(editor.input_value()), "session_view": "minimal"}))
    send(opened)
    expect(opened.locator("#answer")).to_contain_text("The form is filled in again: send again.")
    expect(opened.locator("#try-id")).not_to_have_value(before)
    expect(opened.locator("#try-session_view")).to_have_value("minimal")
    send(opened)


def test_a_double_click_sends_once_and_cancels_nothing(page: Open) -> None:
    opened = filled(page("/orders/create"))
    sent = sent_by(opened)
    opened.get_by_role("button", name="Send", exact=True).dblclick()
    expect(opened.locator("#outcome")).to_contain_text("200 action-successful")
    assert len([url for url in sent if url.endswith("/orders/create")]) == 1


@pytest.mark.parametrize("keys", [["press", "press"], ["down", "down", "up"]])
def test_enter_pressed_again_or_held_cancels_nothing(page: Open, keys: list[str]) -> None:
    opened = filled(page("/orders/create"))
    held = _held(opened, "**/api/v1/orders/create")
    opened.locator("#try-external_order_id").focus()
    for key in keys:
        getattr(opened.keyboard, key)("Enter")
        expect(opened.get_by_role("button", name="Cancel")).to_be_visible()
    expect(opened.locator("#outcome")).to_have_text("Sending …")
    _release(opened, "**/api/v1/orders/create", held)
    expect(opened.locator("#outcome")).to_contain_text("200 action-successful")
    assert len(held) == 1


@pytest.mark.parametrize("by_keyboard", [True, False])
def test_a_request_is_cancelled_whatever_is_in_the_form(page: Open, *, by_keyboard: bool) -> None:
    opened = filled(page("/orders/create"))
    _held(opened, "**/api/v1/orders/create")
    press_send(opened)
    opened.get_by_label("Idempotency-Key").fill("Größe")  # which can't be sent
    cancel = opened.get_by_role("button", name="Cancel")
    if by_keyboard:
        cancel.press("Enter")
    else:
        cancel.click()
    expect(opened.locator("#outcome")).to_contain_text("Cancelled")


def test_reset_cancels_what_is_under_way(page: Open) -> None:
    opened = filled(page("/sessions/create"))
    held = _held(opened, "**/api/v1/sessions/create")
    press_send(opened)
    expect(opened.locator("#outcome")).to_have_text("Sending …")
    opened.get_by_role("button", name="Reset").click()
    expect(opened.locator("#outcome")).to_contain_text("Cancelled")
    _release(opened, "**/api/v1/sessions/create", held)
    send(filled(opened))
    expect(opened.locator("#history li")).to_have_count(2)


def test_what_fills_in_late_does_not_come_over_what_came_after_it(page: Open, url: str) -> None:
    opened = page("")
    held = _held(opened, "**/demo.json*")
    opened.goto(f"{url}/users/register")
    expect(opened.locator("#try")).to_be_visible()
    with opened.expect_request("**/demo.json*"):
        opened.get_by_role("button", name="Reset").click()
    first, second = held
    second.continue_()
    expect(filled(opened).locator("#try-email")).to_have_value(re.compile("^ada"))
    with opened.expect_request_finished():
        first.fulfill(json={"steps": [], "params": {"email": "late@example.com"}, "once": True})
    with opened.expect_request("**/api/v1/users/register") as sent:
        press_send(opened)
    assert b"late@" not in base64.b64decode(sent.value.post_data or "")
    expect(opened.locator("#outcome")).to_contain_text("200")


def test_the_form_is_filled_in_only_once_the_last_filling_is_done(page: Open, url: str) -> None:
    opened = page("")
    held = _held(opened, "**/demo.json*")
    opened.goto(f"{url}/users/register")
    with opened.expect_request("**/demo.json*"):
        opened.get_by_role("button", name="Reset").click()
    first, second = held
    with opened.expect_request_finished():
        first.continue_()
    press_send(opened)
    expect(opened.locator("#outcome")).to_have_text("Filling in …")
    second.continue_()
    expect(opened.locator("#outcome")).to_contain_text("200")


def test_send_waits_for_what_an_answer_used_up(page: Open) -> None:
    opened = filled(page("/line_items/delete"))
    held = _held(opened, "**/demo.json*")
    press_send(opened)
    expect(opened.locator("#outcome")).to_contain_text("200 action-successful")
    press_send(opened)
    expect(opened.locator("#outcome")).to_have_text("Filling in …")
    _release(opened, "**/demo.json*", held)
    expect(opened.locator("#outcome")).to_contain_text("200 action-successful")
    expect(opened.locator("#history li")).to_have_count(2)


def test_what_is_never_made_ready_is_given_up(page: Open, url: str, complaints: list[str]) -> None:
    opened = page("")
    opened.add_init_script(_LIMITS_OF_TIME)
    held = _held(opened, "**/api/v1/sessions/create")
    with opened.expect_request("**/api/v1/sessions/create"):
        opened.goto(f"{url}/orders/read")
    opened.evaluate(f"passLimits({_PATIENCE_MS})")
    expect(filled(opened).locator("#answer")).to_contain_text("could not fill in this form")
    assert len(held) == 1
    opened.unroute("**/api/v1/sessions/create")
    _held(opened, "**/provoked.json*")
    with opened.expect_request("**/provoked.json*"):
        said = provoke(opened, "missing-param")
    opened.evaluate(f"passLimits({_PATIENCE_MS})")
    expect(said).to_contain_text("could not be made ready")
    opened.unroute("**/provoked.json*")
    opened.get_by_role("button", name="Reset").click()
    send(filled(opened))
    forgive(complaints)


def test_what_one_typed_is_not_said_to_be_filled_anew(page: Open) -> None:
    opened = filled(page("/line_items/delete"))
    own = opened.locator("#try-id")
    typed = own.input_value()
    own.fill(typed)
    send(opened)
    expect(opened.locator("#answer")).to_contain_text("The form is filled in again, except what you typed: id.")
    expect(own).to_have_value(typed)


def test_what_could_not_be_filled_anew_is_not_said_to_be(page: Open, complaints: list[str]) -> None:
    opened = filled(page("/line_items/delete"))
    opened.route("**/demo.json*", lambda route: route.abort())
    send(opened)
    expect(opened.locator("#answer")).to_contain_text("could not fill in this form")
    expect(opened.locator("#answer")).not_to_contain_text("filled in again")
    complaints.clear()


def test_the_json_is_filled_in_where_somebody_is_in_it_already(page: Open, url: str) -> None:
    opened = page("")
    held = _held(opened, "**/demo.json*")
    opened.goto(f"{url}/line_items/create")
    editor = editor_of(opened)
    editor.focus()
    expect(editor).not_to_be_editable()
    _release(opened, "**/demo.json*", held)
    filled(opened)
    expect(editor).to_be_focused()
    expect(editor).to_have_value(re.compile('"token": "plano_session_'))
    expect(editor).to_be_editable()
    editor.press("Control+End")
    editor.press("Enter")
    expect(opened.locator("#try-token")).to_have_value(re.compile("^plano_session_"))
    expect(opened.locator("#try-itemable_id")).not_to_have_value("")
    send(opened)


def test_send_does_not_come_between_what_is_provoked(page: Open, complaints: list[str]) -> None:
    opened = filled(page("/orders/read"))
    held = _held(opened, "**/provoked.json*")
    said = provoke(opened, "missing-param")
    expect(said).to_have_text("Sending …")
    sent = sent_by(opened)
    press_send(opened)
    expect(opened.locator("#outcome")).to_have_text("Not sent: another request is under way.")
    _release(opened, "**/provoked.json*", held)
    expect(said).to_have_text("As documented: 400 missing-param.")
    assert len([one for one in sent if one.endswith("/orders/read")]) == 1
    forgive(complaints)


def test_what_is_provoked_does_not_come_between_a_form_and_its_answer(page: Open, url: str) -> None:
    opened = page("")
    held = _held(opened, "**/demo.json*")
    opened.goto(f"{url}/orders/read")
    press_send(opened)
    expect(opened.locator("#outcome")).to_have_text("Filling in …")
    sent = sent_by(opened)
    expect(provoke(opened, "missing-param")).to_contain_text("Another request is under way")
    _release(opened, "**/demo.json*", held)
    expect(opened.locator("#outcome")).to_contain_text("200 action-successful")
    expect(opened.locator("#loaded")).to_be_hidden()
    assert len([one for one in sent if one.endswith("/orders/read")]) == 1


def test_send_after_reset_waits_until_the_form_is_filled_in_again(page: Open) -> None:
    opened = filled(page("/orders/read"))
    held = _held(opened, "**/demo.json*")
    opened.get_by_role("button", name="Reset").click()
    press_send(opened)
    expect(opened.locator("#outcome")).to_have_text("Filling in …")
    _release(opened, "**/demo.json*", held)
    expect(opened.locator("#outcome")).to_contain_text("200 action-successful")
