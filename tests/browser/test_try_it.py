"""Trying a route on its page: filled in, sent, answered."""

import json
import re
import secrets

import pytest
from playwright.sync_api import Route, expect

from browser.conftest import Open
from integration.api import Api
from integration.people import register, somebody


def test_a_line_item_is_made_with_one_click(page: Open, api: Api) -> None:
    opened = page("/line_items/create")
    opened.wait_for_selector("form[data-filled]")
    expect(opened.locator("#try-token")).to_have_attribute("type", "password")
    opened.get_by_role("button", name="Send").click()
    expect(opened.locator("#outcome")).to_have_text(re.compile(r"^200 action-successful · \d+ ms$"))
    made = json.loads(opened.locator(".answer pre").inner_text())["data"]
    assert api.made("line_items.read", {"id": made["id"]})["quantity"] == made["quantity"] == 2
    opened.locator(".answer summary").click()
    expect(opened.locator(".answer dl")).to_contain_text("x-request-id")


def test_a_login_s_token_is_filled_into_other_forms(page: Open, api: Api) -> None:
    opened = page("/sessions/create")
    opened.wait_for_selector("form[data-filled]")
    opened.get_by_role("button", name="Send").click()
    expect(opened.locator("#outcome")).to_have_text(re.compile("^200"))
    token = json.loads(opened.locator(".answer pre").inner_text())["data"]["token"]
    opened.goto(opened.url.rpartition("/documentation")[0] + "/documentation/sessions/read")
    opened.wait_for_selector("form[data-filled]")
    expect(opened.locator("#try-token")).to_have_value(token)
    opened.get_by_role("button", name="Send").click()
    expect(opened.locator("#outcome")).to_have_text(re.compile("^200"))
    opened.get_by_role("button", name="Reset").click()
    expect(opened.locator("#try-token")).to_have_value(re.compile(f"^(?!{token})plano_session_"))
    assert opened.evaluate("sessionStorage.getItem('plano token')") is None


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
    quantity = opened.locator("#try-quantity")
    expect(quantity).to_be_focused()
    expect(quantity).to_have_accessible_description("must be an integer")
    expect(opened.locator("#outcome")).to_be_in_viewport()
    assert [text for text in complaints if "400" not in text] == []
    complaints.clear()  # a browser tells of every answer that is no success


def test_an_api_that_is_down_is_told_of(page: Open, complaints: list[str]) -> None:
    opened = page("/line_items/create")
    opened.wait_for_selector("form[data-filled]")
    opened.route("**/api/v1/**", lambda route: route.abort())
    opened.get_by_role("button", name="Send").click()
    expect(opened.locator("#outcome")).to_contain_text("can’t be reached")
    complaints.clear()


def test_a_stranger_gets_from_nothing_to_a_line_item(page: Open, api: Api) -> None:
    token = register(api, somebody())
    opened = page("/users/client_register")
    opened.wait_for_selector("form[data-filled]")
    opened.locator("#try-token").fill(token)
    opened.get_by_role("button", name="Send").click()
    expect(opened.locator("#outcome")).to_have_text(re.compile("^200"))
    for name in ("orders/create", "line_items/create"):
        opened.goto(opened.url.rpartition("/documentation")[0] + f"/documentation/{name}")
        opened.wait_for_selector("form[data-filled]")
        opened.get_by_role("button", name="Send").click()
        expect(opened.locator("#outcome")).to_have_text(re.compile("^200"))


def test_a_nested_fault_is_shown_at_the_field_that_holds_it(page: Open, complaints: list[str]) -> None:
    opened = page("/line_items/bulk_create")
    opened.wait_for_selector("form[data-filled]")
    items = opened.locator("#try-line_items")
    items.fill(items.input_value().replace('"quantity": 2', '"quantity": "two"'))
    opened.get_by_role("button", name="Send").click()
    expect(items).to_be_focused()
    expect(items).to_have_accessible_description(re.compile(r"line_items\[0\]\.quantity must be an integer"))
    complaints.clear()


def test_a_rejected_token_is_dropped_and_another_one_works(page: Open, complaints: list[str]) -> None:
    opened = page("/sessions/read")
    opened.wait_for_selector("form[data-filled]")
    opened.locator("#try-token").fill("  plano_session_wrong ")
    opened.get_by_role("button", name="Send").click()
    expect(opened.locator("#outcome")).to_contain_text("401 invalid-token")
    expect(opened.locator("#answer")).to_contain_text("rejected, so it is dropped")
    opened.get_by_role("button", name="Send").click()
    expect(opened.locator("#outcome")).to_contain_text("200 action-successful")
    complaints.clear()


def test_what_is_typed_is_not_overwritten_by_what_loads_late_and_back_brings_it_again(page: Open, url: str) -> None:
    opened = page("")

    def late(route: Route) -> None:
        opened.wait_for_timeout(300)
        route.continue_()

    opened.route("**/demo.json*", late)
    opened.goto(url + "/line_items/create")
    opened.locator("#try-itemable_id").fill("12345")
    opened.locator("#try-quantity").fill("9")
    opened.wait_for_selector("form[data-filled]")
    expect(opened.locator("#try-itemable_id")).to_have_value("12345")
    opened.goto(url + "/orders/read")
    opened.go_back()
    opened.wait_for_selector("form[data-filled]")
    expect(opened.locator("#try-itemable_id")).to_have_value("12345")
    expect(opened.locator("#try-quantity")).to_have_value("9")


def test_a_request_that_takes_long_can_be_cancelled(page: Open) -> None:
    opened = page("/orders/read")
    opened.wait_for_selector("form[data-filled]")
    opened.route("**/api/v1/orders/read", lambda _route: None)  # no answer comes
    opened.get_by_role("button", name="Send").click()
    opened.get_by_role("button", name="Cancel").click()
    expect(opened.locator("#outcome")).to_contain_text("Cancelled")
    expect(opened.get_by_role("button", name="Send")).to_be_enabled()


@pytest.mark.parametrize("size", [(1440, 900), (360, 740)])
def test_the_answer_is_in_view_wherever_send_was_pressed(page: Open, size: tuple[int, int]) -> None:
    opened = page("/orders/create", viewport={"width": size[0], "height": size[1]})
    opened.wait_for_selector("form[data-filled]")
    opened.locator("#try-external_property_id").press("Enter")
    expect(opened.locator("#outcome")).to_contain_text("200")
    expect(opened.locator("#outcome")).to_be_in_viewport()
    expect(opened.locator("#answer pre")).to_be_in_viewport(ratio=0.3)


def test_on_a_phone_the_form_is_one_tap_away(page: Open) -> None:
    opened = page("/line_items/create", viewport={"width": 360, "height": 740})
    opened.wait_for_selector("form[data-filled]")
    opened.get_by_role("link", name="Try it").click()
    expect(opened.get_by_role("button", name="Send")).to_be_in_viewport()


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


def test_send_waits_until_the_form_is_filled_in(page: Open) -> None:
    opened = page("")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    opened.route("**/demo.json*", hold)
    opened.goto(f"{opened.url.rstrip('/')}/line_items/create")
    opened.get_by_role("button", name="Send").click()
    expect(opened.locator("#outcome")).to_have_text("Filling in …")
    for each in held:
        each.continue_()
    expect(opened.locator("#outcome")).to_have_text(re.compile("^200 action-successful"))


def test_reset_keeps_the_language_of_the_snippets(page: Open) -> None:
    opened = page("/line_items/create")
    opened.wait_for_selector("form[data-filled]")
    opened.locator("#try").get_by_text("Python", exact=True).click()
    expect(opened.locator("#try").get_by_text("import httpx")).to_be_visible()
    opened.get_by_role("button", name="Reset").click()
    expect(opened.locator("#try").get_by_text("import httpx")).to_be_visible()
