"""What a route's form is filled in with, and when: what comes late, what never comes, and what somebody typed."""

import base64
import json
import re

from playwright.sync_api import expect

from browser.conftest import Open
from browser.forms import editor_of, filled, forgive, hold, press_send, provoke, release, send

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


def test_what_fills_in_late_does_not_come_over_what_came_after_it(page: Open, url: str) -> None:
    opened = page("")
    held = hold(opened, "**/demo.json*")
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
    held = hold(opened, "**/demo.json*")
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
    held = hold(opened, "**/demo.json*")
    press_send(opened)
    expect(opened.locator("#outcome")).to_contain_text("200 action-successful")
    press_send(opened)
    expect(opened.locator("#outcome")).to_have_text("Filling in …")
    release(opened, "**/demo.json*", held)
    expect(opened.locator("#outcome")).to_contain_text("200 action-successful")
    expect(opened.locator("#history li")).to_have_count(2)


def test_what_is_never_made_ready_is_given_up(page: Open, url: str, complaints: list[str]) -> None:
    opened = page("")
    opened.add_init_script(_LIMITS_OF_TIME)
    held = hold(opened, "**/api/v1/sessions/create")
    with opened.expect_request("**/api/v1/sessions/create"):
        opened.goto(f"{url}/orders/read")
    opened.evaluate(f"passLimits({_PATIENCE_MS})")
    expect(filled(opened).locator("#answer")).to_contain_text("could not fill in this form")
    assert len(held) == 1
    opened.unroute("**/api/v1/sessions/create")
    hold(opened, "**/provoked.json*")
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
    held = hold(opened, "**/demo.json*")
    opened.goto(f"{url}/line_items/create")
    editor = editor_of(opened)
    editor.focus()
    expect(editor).not_to_be_editable()
    release(opened, "**/demo.json*", held)
    filled(opened)
    expect(editor).to_be_focused()
    expect(editor).to_have_value(re.compile('"token": "plano_session_'))
    expect(editor).to_be_editable()
    editor.press("Control+End")
    editor.press("Enter")
    expect(opened.locator("#try-token")).to_have_value(re.compile("^plano_session_"))
    expect(opened.locator("#try-itemable_id")).not_to_have_value("")
    send(opened)


def test_send_after_reset_waits_until_the_form_is_filled_in_again(page: Open) -> None:
    opened = filled(page("/orders/read"))
    held = hold(opened, "**/demo.json*")
    opened.get_by_role("button", name="Reset").click()
    press_send(opened)
    expect(opened.locator("#outcome")).to_have_text("Filling in …")
    release(opened, "**/demo.json*", held)
    expect(opened.locator("#outcome")).to_contain_text("200 action-successful")
