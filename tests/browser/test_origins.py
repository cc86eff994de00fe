"""A page on another origin: it logs in, makes a line item, and reads the headers of the answers."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page

from integration.api import Api

_CALL = """async ([url, type, body, headers]) => {
  const sent = { "content-type": type, ...headers };
  const answer = await fetch(url, { method: "POST", headers: sent, body });
  const read = Object.fromEntries([...answer.headers]);
  return { code: answer.status, body: await answer.json(), headers: read };
}"""


class _Empty(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>PlanoOrder</title>")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def elsewhere(browser: Browser) -> Iterator[Page]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Empty) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        context = browser.new_context()
        opened = context.new_page()
        opened.goto(f"http://127.0.0.1:{server.server_port}/")
        yield opened
        context.close()
        server.shutdown()


def test_a_page_on_another_origin_logs_in_and_makes_a_line_item(elsewhere: Page, api: Api) -> None:
    login = elsewhere.evaluate(
        """async ([url, login]) => {
          const body = btoa(JSON.stringify({ ...login, application: "planoorder" }));
          const answer = await fetch(url, { method: "POST", headers: { "content-type": "text/plain" }, body });
          return answer.json();
        }""",
        [f"{api.url}/api/v1/sessions/create", dict(api.logins["client"])],
    )
    token = login["data"]["token"]
    body = f'{{"itemable_type": "Order", "itemable_id": {api.ids["order"]}}}'
    headers = {"authorization": f"Bearer {token}", "idempotency-key": token[-20:], "prefer": "handling=strict"}
    call = [f"{api.url}/api/v1/line_items/create", "application/json", body, headers]
    first, again = elsewhere.evaluate(_CALL, call), elsewhere.evaluate(_CALL, call)
    assert (first["code"], again["code"]) == (200, 200)
    assert first["headers"]["x-request-id"] == first["body"]["request_id"]
    assert again["headers"]["idempotent-replayed"] == "true"


@pytest.mark.parametrize(("path", "header"), [("line_items/crate", "prefer"), ("line_items/create", "x-unknown")])
def test_what_no_route_has_is_refused_by_the_browser(elsewhere: Page, api: Api, path: str, header: str) -> None:
    caught = elsewhere.evaluate(
        """([url, header]) => fetch(url, { method: "POST", headers: { [header]: "1" } })
          .then(() => "sent", (error) => error.name)""",
        [f"{api.url}/api/v1/{path}", header],
    )
    assert caught == "TypeError"
