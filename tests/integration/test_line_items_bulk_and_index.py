"""line_items.bulk_create and the routes called index over HTTP, and an order of ten thousand line items."""

import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from decimal import Decimal
from typing import Any

import pytest
import simplejson

from integration.api import Api, faults
from integration.mandrill import eventually
from plano_cli.importing.journal import journal_path

ROWS, PAGE, BULK = 10_000, 100, 45


@pytest.fixture(scope="module")
def big_order(api: Api, tmp_path_factory: pytest.TempPathFactory) -> int:
    """The id of a new order with ten thousand line items, each with prices that no float holds.

    They are imported; the import is killed in the middle, and started again.
    """
    order = int(api.made("orders.create", {"key": "big"})["id"])
    file = tmp_path_factory.mktemp("import") / "big.csv"
    rows = (f"Order,{order},0.1,1e-20,{12345678901234567 + row}\n" for row in range(ROWS))
    file.write_text("itemable_type,itemable_id,gross_price,discount,net_price\n" + "".join(rows))
    command = [sys.executable, "-m", "plano_cli", "import", "line_items", str(file), "--url", api.url]
    environment = {**os.environ, "PLANO_TOKEN": api.tokens["employee"], "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as first:
        assert eventually(lambda: api.made("orders.read", {"id": order})["totals"]["count"] > 10 * BULK)
        first.kill()
    with closing(sqlite3.connect(journal_path(file))) as journal:
        assert 0 < journal.execute("SELECT count(*) FROM rows").fetchone()[0] < ROWS
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert f"{ROWS} rows: imported" in done.stdout
    assert "rejected 0." in done.stdout
    return order


def test_the_totals_of_ten_thousand_are_exact(api: Api, big_order: int) -> None:
    answer = api.call("orders.read", {"id": big_order})
    totals = simplejson.loads(answer.text, use_decimal=True)["data"]["totals"]
    assert totals == {
        "count": ROWS,
        "gross_price": 1000,
        "discount": Decimal("1e-16"),
        "net_price": sum(12345678901234567 + row for row in range(ROWS)),
    }


def test_the_pages_of_ten_thousand_follow_each_other(api: Api, big_order: int) -> None:
    on = {"itemable_type": "Order", "itemable_id": big_order, "view": "minimal"}
    page: dict[str, Any] = {"size": 100}
    seen: list[int] = []
    for _ in range(3):
        data = api.made("line_items.index", {**on, "page": page})
        seen += [item["id"] for item in data["line_items"]]
        page = {"size": 100, "cursor": data["next_cursor"]}
    assert seen == sorted(set(seen))
    assert len(seen) == 300
    last = api.made("line_items.index", {**on, "page": {"size": 100, "number": ROWS // PAGE}, "count": True})
    newest = api.made("line_items.index", {**on, "page": {"size": 100}, "sort": {"by": "id", "order": "desc"}})
    assert last["line_items"] == newest["line_items"][::-1]
    assert "next_cursor" not in last
    assert last["count"] == ROWS


def test_an_order_takes_all_its_line_items_along_to_another_client(api: Api) -> None:
    order = api.made("orders.create", {})["id"]
    on = {"itemable_type": "Order", "itemable_id": order}
    for _ in range(5):
        api.made("line_items.bulk_create", {"line_items": [on] * BULK})
    theirs = api.made("orders.read", {"id": api.ids["other_order"]}, as_="other_client")["client_id"]
    assert faults(api.call("orders.read", {"id": order}, as_="other_client")) == {"id": "invalid-param"}
    assert api.call("orders.update", {"id": order, "client_id": theirs}).json()["status"] == "permission-denied"
    api.made("orders.update", {"id": order, "client_id": theirs}, as_="employee")
    newest = {"sort": {"by": "id", "order": "desc"}, "page": {"size": 100}, "view": "minimal"}

    def are_theirs() -> bool:
        found = api.made("line_items.index", newest, as_="other_client")["line_items"]
        return {item["itemable_id"] for item in found} == {order}

    assert eventually(are_theirs)  # more than one transaction holds are listed a moment later
    no_more = api.made("line_items.index", newest)
    assert order not in {item["itemable_id"] for item in no_more["line_items"]}


def test_one_bad_of_many_leaves_nothing(api: Api) -> None:
    order = api.made("orders.create", {})["id"]
    items: list[dict[str, Any]] = [{"itemable_type": "Order", "itemable_id": order, "key": str(n)} for n in range(BULK)]
    items[3] |= {"quantity": -1}
    items[7] |= {"price": "1"}
    assert faults(api.call("line_items.bulk_create", {"line_items": items})) == {
        "line_items[3].quantity": "invalid-param",
        "line_items[7].price": "invalid-param",
    }
    assert api.made("orders.read", {"id": order})["totals"]["count"] == 0


def test_the_same_bulk_from_many_at_once_is_made_once(api: Api) -> None:
    order = api.made("orders.create", {})["id"]
    items = [{"itemable_type": "Order", "itemable_id": order, "key": str(number)} for number in range(BULK)]

    def add(_: int) -> Any:
        return api.made("line_items.bulk_create", {"line_items": items})

    with ThreadPoolExecutor(5) as pool:
        first, *others = pool.map(add, range(5))
    assert all(other == first for other in others)
    assert api.made("orders.read", {"id": order})["totals"]["count"] == BULK
    again = api.call("line_items.bulk_create", {"line_items": items})
    assert again.headers["idempotent-replayed"] == "true"


def test_orders_and_services_are_listed(api: Api) -> None:
    newest = {"sort": {"by": "created_at", "order": "desc"}}
    order = api.made("orders.create", {"key": "listed"})
    assert api.made("orders.index", {**newest, "page": {"size": 1}})["orders"][0]["id"] == order["id"]
    found = api.made("orders.index", {"search": {"term": "listed", "attributes": ["key"]}})["orders"]
    assert [one["id"] for one in found] == [order["id"]]
    service = api.made("services.create", {"name": "Listed"}, as_="employee")
    api.made("services.update", {"id": service["id"], "active": False}, as_="employee")
    listed = api.made("services.index", {**newest, "active": False})["services"]
    assert listed[0]["id"] == service["id"]
    assert api.made("services.index", {"search": {"term": "LISTED"}, "active": True})["services"] == []
