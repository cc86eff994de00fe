"""Each status that a request alone causes comes at the press of a button, and the page says whether it is the same."""

import json
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.accessible import violations
from browser.conftest import Open
from documentation.proven import proven_of
from documentation.provoked import provoked
from domain.world import of_code
from integration.api import Api
from plano.params.json_text import dump

_FOUND = of_code()
_NOT_A_SUCCESS = re.compile(r"responded with a status of [45]\d\d")


def _section(opened: Page, slug: str) -> Locator:
    section = opened.locator(f"#status-{slug}")
    section.evaluate("details => { details.open = true }")
    return section


def _press(opened: Page, slug: str) -> Locator:
    """Press the status's button; what is said beside it."""
    section = _section(opened, slug)
    section.get_by_role("button").click()
    return section.locator("output")


def _forgive(complaints: list[str]) -> None:
    """A browser tells of every answer that is no success."""
    complaints[:] = [text for text in complaints if not _NOT_A_SUCCESS.search(text)]


@pytest.mark.parametrize("name", sorted(_FOUND.routes))
def test_every_button_is_answered_with_its_status(page: Open, name: str, complaints: list[str]) -> None:
    opened = page(f"/{name.replace('.', '/')}")
    opened.wait_for_selector("form[data-filled]")
    slugs = [button.get_attribute("data-provokes") for button in opened.locator("[data-provokes]").all()]
    assert set(slugs) == {slug for slug, one in proven_of(_FOUND.routes[name]).answers.items() if not one.needs}
    for slug in filter(None, slugs):
        code = proven_of(_FOUND.routes[name]).answers[slug].answer["code"]
        expect(_press(opened, slug)).to_have_text(f"As documented: {code} {slug}.")
        expect(opened.locator("#outcome")).to_have_text(re.compile(rf"^{code} {slug} · \d+ ms$"))
    _forgive(complaints)


def test_what_no_request_causes_is_shown_as_it_was_recorded(page: Open) -> None:
    opened = page("/orders/read")
    section = _section(opened, "application-crash")
    expect(section).to_contain_text("the tables have to be out of reach. This is what was recorded:")
    expect(section).to_contain_text('"status": "application-crash"')
    expect(section).to_contain_text(re.compile(r"Received on \d{4}-\d\d-\d\d by tests/domain/proven/test_proven.py::"))
    expect(section.get_by_role("button")).to_have_count(0)


def test_what_is_not_the_same_is_said_plainly(page: Open, complaints: list[str]) -> None:
    opened = page("/orders/read")
    opened.wait_for_selector("form[data-filled]")
    other = json.dumps({"status": "application-crash", "code": 500, "message": "Something went wrong."})
    opened.route("**/api/v1/orders/read", lambda route: route.fulfill(status=500, body=other))
    said = _press(opened, "missing-param")
    expect(said).to_have_text("Not what was documented: 500 application-crash instead of 400 missing-param.")
    expect(opened.locator("#answer .verdict")).to_have_text(said.inner_text())
    _forgive(complaints)


def test_the_form_shows_what_is_sent_and_comes_back_as_it_was(page: Open, complaints: list[str]) -> None:
    opened = page("/line_items/create")
    opened.wait_for_selector("form[data-filled]")
    opened.locator("#try-quantity").fill("9")
    before = opened.locator("#json").input_value()
    expect(_press(opened, "invalid-param")).to_have_text("As documented: 400 invalid-param.")
    expect(opened.locator("#loaded")).to_contain_text("This request is answered 400 invalid-param.")
    expect(opened.locator(".code-curl")).to_contain_text('"itemable_type": 7,')
    expect(opened.locator("#try-itemable_type")).to_have_accessible_description(re.compile("must be"))
    expect(_press(opened, "invalid-content-type")).to_have_text("As documented: 400 invalid-content-type.")
    expect(opened.locator("#loaded")).to_contain_text("It is sent with the content-type application/xml.")
    opened.get_by_role("button", name="Back to your request").click()
    expect(opened.locator("#loaded")).to_be_hidden()
    assert opened.locator("#json").input_value() == before
    opened.get_by_role("button", name="Send", exact=True).click()
    expect(opened.locator("#outcome")).to_contain_text("200 action-successful")
    _forgive(complaints)


def test_who_provokes_stays_logged_in_and_so_do_others(page: Open, api: Api, complaints: list[str]) -> None:
    opened = page("/sessions/create")
    opened.wait_for_selector("form[data-filled]")
    opened.get_by_role("button", name="Send", exact=True).click()
    expect(opened.locator("#outcome")).to_contain_text("200")
    token = opened.evaluate("sessionStorage.getItem('plano token')")
    opened.goto(opened.url.replace("sessions/create", "sessions/delete"))
    opened.wait_for_selector("form[data-filled]")
    for slug, code in (("invalid-token", 401), ("session-expired", 401), ("action-successful", 200)):
        expect(_press(opened, slug)).to_have_text(f"As documented: {code} {slug}.")
    assert opened.evaluate("sessionStorage.getItem('plano token')") == token
    assert api.call("sessions.read", {"token": json.loads(token)}, as_=None).status_code == 200
    assert api.call("sessions.read", {}).status_code == 200
    _forgive(complaints)


def test_a_session_that_is_gone_since_is_made_anew(page: Open, api: Api, complaints: list[str]) -> None:
    opened = page("/orders/read")
    opened.wait_for_selector("form[data-filled]")
    expect(_press(opened, "missing-param")).to_have_text("As documented: 400 missing-param.")
    token = opened.locator("#try-token").input_value()
    assert api.call("sessions.delete", {"token": token}, as_=None).status_code == 200
    said = _press(opened, "missing-param")
    expect(opened.locator("#try-token")).not_to_have_value(token)
    expect(said).to_have_text("As documented: 400 missing-param.")
    _forgive(complaints)


def test_elsewhere_it_is_loaded_for_the_reader_s_own_token(page: Open, api: Api, complaints: list[str]) -> None:
    """As on a stack that is not local, which has no demo users."""
    route = _FOUND.routes["orders.read"]
    plan = dump(provoked(route, proven_of(route).answers["invalid-param"], _FOUND, None))
    opened = page("/orders/read")
    opened.wait_for_selector("form[data-filled]")
    opened.route("**/provoked.json*", lambda asked: asked.fulfill(body=plan, content_type="application/json"))
    opened.locator("#try-token").fill(api.tokens["client"])
    expect(_press(opened, "invalid-param")).to_contain_text("Loaded: fill in what is missing, and send it.")
    expect(opened.locator("#try-id")).to_have_value("seven")
    expect(opened.locator("#try-token")).to_have_value(api.tokens["client"])
    expect(opened.locator("#outcome")).to_have_text("")
    opened.get_by_role("button", name="Send", exact=True).click()
    expect(opened.locator("#answer .verdict")).to_have_text("As documented: 400 invalid-param.")
    _forgive(complaints)


def test_what_cannot_be_made_ready_is_said(page: Open, complaints: list[str]) -> None:
    opened = page("/orders/read")
    opened.wait_for_selector("form[data-filled]")
    opened.route("**/provoked.json*", lambda asked: asked.abort())
    expect(_press(opened, "invalid-param")).to_contain_text("could not be made ready")
    complaints.clear()


def test_it_is_pressed_by_keyboard_and_heard(page: Open, complaints: list[str]) -> None:
    opened = page("/orders/read#status-missing-param")
    opened.wait_for_selector("form[data-filled]")
    button = _section(opened, "missing-param").get_by_role("button", name="Provoke it")
    button.press("Enter")
    said = _section(opened, "missing-param").get_by_role("status")
    expect(said).to_have_text("As documented: 400 missing-param.")
    expect(button).to_be_focused()  # one reads on where one was
    _forgive(complaints)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_of_it_is_accessible_and_fits_a_phone(page: Open, scheme: str, complaints: list[str]) -> None:
    opened = page("/line_items/create", color_scheme=scheme, viewport={"width": 360, "height": 740})
    opened.wait_for_selector("form[data-filled]")
    opened.get_by_role("button", name="Share").click()
    for slug in ("invalid-content-type", "invalid-param"):
        expect(_press(opened, slug)).to_contain_text("As documented")
    opened.get_by_text("Edit as JSON").click()
    opened.get_by_label("The params as JSON").fill("{")
    opened.locator("#history summary").click()
    for part in ("#loaded", "#json-fault", "#history li", ".verdict"):
        expect(opened.locator(part).first).to_be_visible()
    assert violations(opened) == []
    assert opened.evaluate("document.documentElement.scrollWidth") <= 360
    _forgive(complaints)
