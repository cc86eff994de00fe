"""What of the API an import calls: line_items.bulk_create and line_items.index, in memory, on the loopback."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import simplejson
from pydantic import ValidationError

from plano.domain.line_items.params import NewLineItem
from plano.params.faults import to_faults
from plano.params.json_text import parse
from plano.params.unknown import without_unknown

ORDERS = {1, 2}
MOST_ROWS, MOST_BYTES = 45, 1_000_000
Item = dict[str, Any]
Answer = tuple[int, Item, bool]


class FakeApi:
    """The routes, and what they keep."""

    def __init__(self) -> None:
        self.url = ""
        self.items: dict[tuple[int, str], Item] = {}
        self.sizes: list[int] = []
        self.before: Callable[[int], Answer | None] = lambda _number: None
        """Called before each request with its number; what it answers is answered instead."""
        self.after: Callable[[int], bool] = lambda _number: False
        """Called after each request: true loses its answer."""
        self.most_actions = 100
        self._lock = threading.Lock()
        self.requests = 0
        self._now = datetime.now(UTC) - timedelta(days=1)

    def answer(self, path: str, body: bytes) -> Answer | None:
        """The code and body of an answer, and whether it is a replay; None where it is lost."""
        with self._lock:
            self.requests += 1
            number = self.requests
            instead = self.before(number)
            if instead:
                return instead
            params = parse(body).value
            found = self._index(params) if path.endswith("/index") else self._bulk(params, body)
            return None if self.after(number) else found

    def of_order(self, order: int) -> list[Item]:
        """An order's line items."""
        return [item for (of, _), item in self.items.items() if of == order]

    def _bulk(self, params: Item, body: bytes) -> Answer:
        rows = params["line_items"]
        self.sizes.append(len(rows))
        if len(body) > MOST_BYTES:
            return _failed(413, "payload-too-large", "The body has more than 1 MB.")
        orders = {row.get("itemable_id") for row in rows}
        if len(rows) > MOST_ROWS or 2 * len(rows) + len(orders) > self.most_actions:
            return _failed(400, "invalid-param", "A param is wrong.", ("line_items", "are too many to add together"))
        faults = [fault for at, row in enumerate(rows) for fault in self._faults(at, row)]
        if faults:
            return _failed(400, "invalid-param", "A param is wrong.", *faults)
        is_replay = all((row["itemable_id"], row["key"]) in self.items for row in rows)
        self._now = max(self._now + timedelta(seconds=1), datetime.now(UTC))
        answers = [self._made(row) for row in rows]
        return 200, {"status": "action-successful", "message": "", "data": {"line_items": answers}}, is_replay

    def _made(self, row: Item) -> Item:
        new = {"id": len(self.items) + 1, "created_at": self._now.isoformat(), **row}
        return self.items.setdefault((row["itemable_id"], row["key"]), new)

    def _faults(self, at: int, row: Item) -> Iterator[tuple[str, str]]:
        known, wrong = without_unknown(row, NewLineItem)
        try:
            NewLineItem.model_validate(known)
        except ValidationError as error:
            wrong += to_faults(error.errors())
        if wrong:
            yield from ((f"line_items[{at}].{fault.param}", fault.message) for fault in wrong)
            return
        if row["itemable_id"] not in ORDERS:
            yield f"line_items[{at}].itemable_id", "There is no order with this id."
        there = self.items.get((row["itemable_id"], row["key"]), row)
        if {name: value for name, value in there.items() if name not in ("id", "created_at")} != row:
            yield f"line_items[{at}].key", "has been used for a line item with other params on this record"

    def _index(self, params: Item) -> Answer:
        if params["itemable_id"] not in ORDERS:
            fault = ("itemable_id", "There is no order with this id.")
            return _failed(400, "invalid-param", "A param is wrong.", fault)
        items = self.of_order(params["itemable_id"])
        begin = int(params["page"].get("cursor", 0))
        page = items[begin : begin + params["page"]["size"]]
        more = {"next_cursor": str(begin + len(page))} if begin + len(page) < len(items) else {}
        return 200, {"status": "action-successful", "message": "", "data": {"line_items": page, **more}}, False


def _failed(code: int, status: str, message: str, *faults: tuple[str, str]) -> Answer:
    errors = [{"param": param, "status": status, "message": said} for param, said in faults]
    return code, {"status": status, "message": message, "errors": errors}, False


@contextmanager
def serving(api: FakeApi) -> Iterator[FakeApi]:
    """Have the API answer at an address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            found = api.answer(self.path, self.rfile.read(int(self.headers["content-length"])))
            if found is None:
                self.close_connection = True
                return
            code, body, is_replay = found
            text = simplejson.dumps(body, use_decimal=True).encode()
            self.send_response(code)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(text)))
            if is_replay:
                self.send_header("idempotent-replayed", "true")
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    api.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield api
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
