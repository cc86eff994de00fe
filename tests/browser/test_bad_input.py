"""What a form meets in the wild: pasted tokens, huge answers, proxies, other tabs, wrong clocks."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browser.conftest import Open
from browser.forms import filled, forgive, press_send, send
from integration.api import Api

_MEGABYTES = 5
_LONGEST_SHOWN = 100_000


def test_a_token_that_was_pasted_with_spaces_is_sent_without_them(page: Open, api: Api) -> None:
    opened = filled(page("/sessions/read"))
    token = api.tokens["client"]
    opened.locator("#try-token").fill(f"\u00a0 {token[:20]} {token[20:]}\t ")
    send(opened)
    expect(opened.locator("#try-token")).to_have_value(token)
    expect(opened.locator(".code-curl")).to_contain_text(f'"token": "{token}"')
    assert opened.evaluate("sessionStorage.getItem('plano token')") == json.dumps(token)


def test_a_huge_answer_leaves_the_page_usable(page: Open) -> None:
    one = {"name": "x" * 40, "quantity": 12345678901234567890, "is": True}
    data = {"line_items": [one] * (_MEGABYTES * 1_000_000 // len(json.dumps(one)))}
    body = json.dumps({"status": "action-successful", "code": 200, "message": "Done.", "data": data})
    opened = filled(page("/line_items/index"))
    opened.route("**/api/v1/line_items/index", lambda route: route.fulfill(body=body, content_type="application/json"))
    send(opened)
    shown = opened.locator("#answer pre").inner_text()
    assert shown.startswith('{\n  "status": "action-successful",')
    assert len(shown) <= _LONGEST_SHOWN
    expect(opened.locator("#answer")).to_contain_text(f"It has {len(body):,} characters; the beginning is shown.")
    with opened.expect_download() as saved:
        opened.get_by_role("link", name="Save the whole answer").click()
    assert Path(saved.value.path()).read_text() == body
    opened.locator("#try-token").fill("another")
    expect(opened.locator(".code-curl")).to_contain_text('"token": "another"')


@pytest.mark.parametrize(
    ("code", "content_type", "body", "shown"),
    [
        (502, "text/html", "<h1>Bad Gateway</h1><script>document.title = 'run'</script>", "<h1>Bad Gateway</h1>"),
        (200, "text/html", "<!doctype html><title>Log in to the network</title>", "Log in to the network"),
        (400, "application/problem+json", '{"status": 400, "errors": {"id": ["is odd"]}}', "is odd"),
        (504, "application/json", "null", "null"),
        (503, "text/plain", "", ""),
    ],
)
def test_an_answer_that_is_not_plano_s_is_shown_as_what_it_is(
    page: Open, complaints: list[str], code: int, content_type: str, body: str, shown: str
) -> None:
    opened = filled(page("/sessions/delete"))
    opened.route(
        "**/api/v1/sessions/delete",
        lambda route: route.fulfill(status=code, content_type=content_type, body=body),
    )
    token = opened.locator("#try-token").input_value()
    press_send(opened)
    expect(opened.locator("#outcome")).to_have_text(re.compile(rf"^{code} · \d+ ms$"))
    expect(opened.locator("#answer pre")).to_contain_text(shown)
    expect(opened.locator("#answer")).to_contain_text("This is no answer of Plano’s")
    expect(opened.locator("#answer")).not_to_contain_text("used up")
    expect(opened.locator("#try-token")).to_have_value(token)
    expect(opened.locator("#answer h1")).to_have_count(0)
    expect(opened).not_to_have_title("run")
    opened.unroute("**/api/v1/sessions/delete")
    send(opened)
    forgive(complaints)


def test_two_tabs_leave_each_other_alone(page: Open, url: str) -> None:
    opened = filled(page("/orders/create"))
    other = opened.context.new_page()
    other.goto(f"{url}/orders/create")
    opened.locator("#try-external_order_id").fill("A")
    filled(other).locator("#try-external_order_id").fill("B")
    for tab in (opened, other):
        send(tab)
        tab.reload()
    expect(filled(opened).locator("#try-external_order_id")).to_have_value("A")
    token = opened.locator("#try-token").input_value()
    other.get_by_role("button", name="Reset").click()
    filled(other).locator("#forget-history").evaluate("button => button.click()")
    other.goto(f"{url}/sessions/delete")
    send(other)  # logs out the session of that tab
    opened.reload()
    expect(filled(opened).locator("#try-token")).to_have_value(token)
    expect(opened.locator("#history summary")).to_have_text("Sent in this tab (1)")
    send(opened)


@pytest.mark.parametrize("days", [-1, 1])
def test_a_clock_that_is_wrong_by_a_day_changes_nothing(page: Open, url: str, days: int) -> None:
    opened = page("")
    opened.clock.install(time=datetime.now(UTC) + timedelta(days=days))
    opened.goto(f"{url}/orders/create")
    for place in ("first", "second"):
        filled(opened).locator("#try-external_order_id").fill(place)
        send(opened)
        expect(opened.locator("#outcome")).to_have_text(re.compile(r"· \d+ ms$"))
        opened.clock.set_system_time(datetime.now(UTC))  # somebody sets it right, maybe back
    opened.locator("#history summary").click()
    opened.locator("#history li").last.get_by_role("button").click()
    expect(opened.locator("#loaded")).to_contain_text("This request was sent at")
    expect(opened.locator("#try-external_order_id")).to_have_value("first")
    expect(opened.locator("#history li")).to_have_count(3)
