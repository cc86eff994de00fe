"""The field for an Idempotency-Key: beside the params, in the snippets, and nobody else's."""

import json
import re
import secrets

from playwright.sync_api import expect

from browser.conftest import Open
from browser.forms import filled, forgive, press_send, provoke, send, sent_by, stored


def test_an_idempotency_key_is_tried(page: Open, complaints: list[str]) -> None:
    opened = filled(page("/orders/create", permissions=["clipboard-read", "clipboard-write"]))
    field = opened.get_by_label("Idempotency-Key")
    expect(field).to_have_accessible_description(re.compile("carried out once in 24 hours"))
    key = f"it's {secrets.token_hex(8)}"
    field.fill(key)
    send(opened)
    first = json.loads(opened.locator("#answer pre").inner_text())["data"]["id"]
    send(opened)
    assert json.loads(opened.locator("#answer pre").inner_text())["data"]["id"] == first
    opened.locator("#answer summary").click()
    expect(opened.locator("#answer dl")).to_contain_text("idempotent-replayed")
    opened.get_by_role("button", name="Share").click()
    assert key not in opened.get_by_label("Link to this request").input_value()
    opened.locator("#try-external_order_id").fill("another")
    send(opened, "400 invalid-param")
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description(re.compile("carried out once.*has been used for a request"))
    opened.locator("#try-external_order_id").fill("")
    field.fill("")
    opened.locator("#history summary").click()
    opened.locator("#history li button").last.click()
    expect(field).to_have_value(key)
    expect(opened.locator("#outcome")).to_contain_text("200 action-successful")
    assert json.loads(opened.locator("#answer pre").inner_text())["data"]["id"] == first
    forgive(complaints)


def test_an_idempotency_key_is_the_form_s_own(page: Open, complaints: list[str]) -> None:
    opened = filled(page("/orders/create"))
    field = opened.get_by_label("Idempotency-Key")
    field.fill("mine")
    expect(provoke(opened, "invalid-content-type")).to_contain_text("As documented")
    expect(field).to_have_value("")
    opened.get_by_role("button", name="Back to your request").click()
    expect(field).to_have_value("mine")
    filled(opened).reload()
    expect(filled(opened).get_by_label("Idempotency-Key")).to_have_value("mine")
    opened.get_by_role("button", name="Reset").click()
    expect(filled(opened).get_by_label("Idempotency-Key")).to_have_value("")
    sent = sent_by(opened)
    field.fill("Größe 日本")
    press_send(opened)
    assert opened.locator("#try-header:invalid").count() == 1
    assert sent == []
    field.fill("plano_session_pasted_into_the_wrong_field")
    assert "pasted_into_the_wrong_field" not in stored(opened)
    forgive(complaints)
