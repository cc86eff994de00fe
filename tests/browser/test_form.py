"""A route's form sends one request at a time: what cancels one, and what gives way to it."""

import pytest
from playwright.sync_api import expect

from browser.conftest import Open
from browser.forms import filled, forgive, hold, press_send, provoke, release, send, sent_by


def test_a_double_click_sends_once_and_cancels_nothing(page: Open) -> None:
    opened = filled(page("/orders/create"))
    sent = sent_by(opened)
    opened.get_by_role("button", name="Send", exact=True).dblclick()
    expect(opened.locator("#outcome")).to_contain_text("200 action-successful")
    assert len([url for url in sent if url.endswith("/orders/create")]) == 1


@pytest.mark.parametrize("keys", [["press", "press"], ["down", "down", "up"]])
def test_enter_pressed_again_or_held_cancels_nothing(page: Open, keys: list[str]) -> None:
    opened = filled(page("/orders/create"))
    held = hold(opened, "**/api/v1/orders/create")
    opened.locator("#try-external_order_id").focus()
    for key in keys:
        getattr(opened.keyboard, key)("Enter")
        expect(opened.get_by_role("button", name="Cancel")).to_be_visible()
    expect(opened.locator("#outcome")).to_have_text("Sending …")
    release(opened, "**/api/v1/orders/create", held)
    expect(opened.locator("#outcome")).to_contain_text("200 action-successful")
    assert len(held) == 1


@pytest.mark.parametrize("by_keyboard", [True, False])
def test_a_request_is_cancelled_whatever_is_in_the_form(page: Open, *, by_keyboard: bool) -> None:
    opened = filled(page("/orders/create"))
    hold(opened, "**/api/v1/orders/create")
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
    held = hold(opened, "**/api/v1/sessions/create")
    press_send(opened)
    expect(opened.locator("#outcome")).to_have_text("Sending …")
    opened.get_by_role("button", name="Reset").click()
    expect(opened.locator("#outcome")).to_contain_text("Cancelled")
    release(opened, "**/api/v1/sessions/create", held)
    send(filled(opened))
    expect(opened.locator("#history li")).to_have_count(2)


def test_send_does_not_come_between_what_is_provoked(page: Open, complaints: list[str]) -> None:
    opened = filled(page("/orders/read"))
    held = hold(opened, "**/provoked.json*")
    said = provoke(opened, "missing-param")
    expect(said).to_have_text("Sending …")
    sent = sent_by(opened)
    press_send(opened)
    expect(opened.locator("#outcome")).to_have_text("Not sent: another request is under way.")
    release(opened, "**/provoked.json*", held)
    expect(said).to_have_text("As documented: 400 missing-param.")
    assert len([one for one in sent if one.endswith("/orders/read")]) == 1
    forgive(complaints)


def test_what_is_provoked_does_not_come_between_a_form_and_its_answer(page: Open, url: str) -> None:
    opened = page("")
    held = hold(opened, "**/demo.json*")
    opened.goto(f"{url}/orders/read")
    press_send(opened)
    expect(opened.locator("#outcome")).to_have_text("Filling in …")
    sent = sent_by(opened)
    expect(provoke(opened, "missing-param")).to_contain_text("Another request is under way")
    release(opened, "**/demo.json*", held)
    expect(opened.locator("#outcome")).to_contain_text("200 action-successful")
    expect(opened.locator("#loaded")).to_be_hidden()
    assert len([one for one in sent if one.endswith("/orders/read")]) == 1
