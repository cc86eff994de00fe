"""The params as JSON beside the fields: one live request, with the snippets."""

import json
import random
import re

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Open


def _editor(opened: Page) -> None:
    opened.wait_for_selector("form[data-filled]")
    opened.get_by_text("Edit as JSON").click()


def test_what_is_changed_in_one_is_in_the_others(page: Open) -> None:
    opened = page("/line_items/create")
    _editor(opened)
    editor, quantity = opened.get_by_label("The params as JSON"), opened.locator("#try-quantity")
    quantity.fill("3")
    expect(editor).to_have_value(re.compile('"quantity": 3,'))
    editor.fill(editor.input_value().replace('"quantity": 3', '"quantity": 4, "net_price": 12345678901234567890.5'))
    expect(quantity).to_have_value("4")
    expect(opened.locator("#try-net_price")).to_have_value("12345678901234567890.5")
    expect(opened.locator(".code-curl")).to_contain_text('"net_price": 12345678901234567890.5')
    opened.get_by_role("button", name="Send", exact=True).click()
    expect(opened.locator("#answer pre")).to_contain_text('"net_price": 12345678901234567890.5')
    opened.reload()
    opened.wait_for_selector("form[data-filled]")
    expect(quantity).to_have_value("4")


def test_what_is_taken_out_is_not_sent_and_what_no_field_holds_is(page: Open, complaints: list[str]) -> None:
    opened = page("/line_items/create")
    _editor(opened)
    editor = opened.get_by_label("The params as JSON")
    params = json.loads(editor.input_value())
    del params["price"]
    editor.fill(json.dumps({**params, "quantity": None, "group_name": "", "key": 7, "colour": [1, {"a": True}]}))
    expect(opened.locator("#try-price")).to_have_value("")
    curl = opened.locator(".code-curl")
    expect(curl).not_to_contain_text('"price"')
    expect(curl).to_contain_text('"quantity": null')
    expect(curl).to_contain_text('"group_name": ""')
    expect(curl).to_contain_text('"colour": [')
    expect(opened.locator(".field", has=opened.locator("#try-key"))).to_contain_text("Sent as 7")
    opened.get_by_role("button", name="Send", exact=True).click()
    for fault in ("colour", "key"):
        expect(opened.locator("#answer pre")).to_contain_text(f'"param": "{fault}"')
    opened.locator("#try-key").fill("seven")
    expect(curl).to_contain_text('"key": "seven"')
    complaints.clear()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{\n  "id": 1,\n}', "line 3, column 1"),
        ('{"id" 1}', "line 1, column 7"),
        ("", "line 1, column 1"),
        ("[1]", "Write the params as an object"),
        ('{"id": 1, "id": 2}', "It names id twice."),
    ],
)
def test_where_it_is_no_json_is_said_and_nothing_is_sent(page: Open, text: str, said: str) -> None:
    opened = page("/orders/read")
    _editor(opened)
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    editor = opened.get_by_label("The params as JSON")
    editor.fill(text)
    expect(editor).to_have_accessible_description(re.compile(re.escape(said)))
    opened.get_by_role("button", name="Send", exact=True).click()
    expect(opened.locator("#outcome")).to_contain_text("Not sent.")
    expect(opened.locator("#outcome")).to_contain_text(said)
    expect(editor).to_be_focused()
    assert editor.input_value() == text
    assert [url for url in asked if "/api/v1/" in url] == []


def test_a_fault_is_found_wherever_python_finds_one(page: Open) -> None:
    opened = page("/orders/read")
    chance = random.Random(1)
    letters = [*'{}[]",:1-.e0 \n\\atrue']
    for _ in range(500):
        text = [*'{"a":1,"b":[1,2,{"c":null}],"d":{"e":"}"},"f":-1.5e+3}']
        for _ in range(chance.randint(0, 3)):
            at = chance.randrange(len(text))
            text[at : at + chance.randint(0, 1)] = [chance.choice(letters)] * chance.randint(0, 1)
        written = "".join(text)
        members = opened.evaluate("text => window.plano.json.membersOf(text)", written)
        found = opened.evaluate("text => window.plano.json.faultOf(text)", written)
        expected = _read(written)
        assert (found is None) == (expected is not None), written
        if isinstance(expected, dict):
            assert {name: json.loads(value) for name, value in members} == expected, written


def _read(text: str) -> object:
    try:
        return json.loads(text, parse_constant=_refuse) or {}
    except ValueError:
        return None


def _refuse(constant: str) -> None:
    raise ValueError(constant)
