"""Trying a route on its page: filled in, sent, answered."""

import json
import re
import secrets

from playwright.sync_api import expect

from browser.conftest import Open
from integration.api import Api
from integration.people import register, somebody


def test_a_line_item_is_made_with_one_click(page: Open, api: Api) -> None:
    opened = page("/line_items/create")
    opened.wait_for_selector("form[data-filled]")
    expect(opened.locator("#try-token")).to_have_attribute("type", "password")
    opened.get_by_role("button", name="Send").click()
    expect(opened.locator(".answer .head")).to_have_text(re.compile(r"^200 · \d+ ms$"))
    made = json.loads(opened.locator(".answer pre").inner_text())["data"]
    assert api.made("line_items.read", {"id": made["id"]})["quantity"] == made["quantity"] == 2
    opened.locator(".answer summary").click()
    expect(opened.locator(".answer dl")).to_contain_text("x-request-id")


def test_a_login_s_token_is_filled_into_other_forms(page: Open, api: Api) -> None:
    opened = page("/sessions/create")
    opened.wait_for_selector("form[data-filled]")
    opened.get_by_role("button", name="Send").click()
    expect(opened.locator(".answer .head")).to_have_text(re.compile("^200"))
    token = json.loads(opened.locator(".answer pre").inner_text())["data"]["token"]
    opened.get_by_role("link", name="read", exact=True).last.click()
    opened.wait_for_selector("form[data-filled]")
    assert token not in opened.content()
    opened.goto(opened.url.rpartition("/documentation")[0] + "/documentation/sessions/read")
    opened.wait_for_selector("form[data-filled]")
    expect(opened.locator("#try-token")).to_have_value(token)
    opened.get_by_role("button", name="Send").click()
    expect(opened.locator(".answer .head")).to_have_text(re.compile("^200"))
    opened.get_by_role("button", name="Forget token").click()
    expect(opened.locator("#try-token")).to_have_value("")
    assert opened.evaluate("sessionStorage.getItem('plano-token')") is None


def test_numbers_are_sent_and_shown_as_they_were_typed(page: Open) -> None:
    opened = page("/line_items/create")
    opened.wait_for_selector("form[data-filled]")
    opened.get_by_text("more params").click()
    opened.locator("#try-net_price").fill("12345678901234567890.123456789")
    opened.get_by_role("button", name="Send").click()
    expect(opened.locator(".answer pre")).to_contain_text('"net_price": 12345678901234567890.123456789')


def test_what_is_wrong_is_shown_as_the_api_says_it(page: Open, complaints: list[str]) -> None:
    opened = page("/line_items/create")
    opened.wait_for_selector("form[data-filled]")
    opened.locator("#try-quantity").fill("two")
    opened.get_by_role("button", name="Send").click()
    expect(opened.locator(".answer pre")).to_contain_text("must be an integer")
    assert [text for text in complaints if "400" not in text] == []
    complaints.clear()  # a browser tells of every answer that is no success


def test_an_api_that_is_down_is_told_of(page: Open, complaints: list[str]) -> None:
    opened = page("/line_items/create")
    opened.wait_for_selector("form[data-filled]")
    opened.route("**/api/v1/**", lambda route: route.abort())
    opened.get_by_role("button", name="Send").click()
    expect(opened.locator(".answer")).to_contain_text("can’t be reached")
    complaints.clear()


def test_a_stranger_gets_from_nothing_to_a_line_item(page: Open, api: Api) -> None:
    token = register(api, somebody())
    opened = page("/users/client_register")
    opened.wait_for_selector("form[data-filled]")
    opened.locator("#try-token").fill(token)
    opened.get_by_role("button", name="Send").click()
    expect(opened.locator(".answer .head")).to_have_text(re.compile("^200"))
    for name in ("orders/create", "line_items/create"):
        opened.goto(opened.url.rpartition("/documentation")[0] + f"/documentation/{name}")
        opened.wait_for_selector("form[data-filled]")
        if name == "orders/create":
            opened.locator("#try-client_id").evaluate("field => { field.value = '' }")
        opened.get_by_role("button", name="Send").click()
        expect(opened.locator(".answer .head")).to_have_text(re.compile("^200"))


def test_an_employee_reads_the_notifications(page: Open, api: Api, complaints: list[str]) -> None:
    refused = somebody() | {"email": f"{secrets.token_hex(6)}@rejected.example"}
    answer = api.call_sensitive("users.client_register", {"token": register(api, refused)})
    assert answer.json()["status"] == "mandrill-email-failed"
    opened = page("/staff/notifications")
    opened.locator("#email").fill(api.logins["employee"]["email"])
    opened.locator("#password").fill(api.logins["employee"]["password"])
    opened.get_by_role("button", name="Log in").click()
    expect(opened.get_by_role("row").filter(has_text=refused["email"])).to_contain_text("mandrill-email-failed")
    opened.get_by_role("button", name="Log out").click()
    expect(opened.locator("#said")).to_have_text("Logged out.")
    opened.locator("#email").fill(api.logins["client"]["email"])
    opened.locator("#password").fill(api.logins["client"]["password"])
    opened.get_by_role("button", name="Log in").click()
    expect(opened.locator("#said")).to_have_text("Only employees may see notifications.")
    complaints.clear()
