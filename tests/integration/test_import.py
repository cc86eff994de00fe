"""`plano import line_items`: files as people have them, against the deployed API."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from integration.api import Api
from plano_cli.importing.journal import Summary, journal_path
from plano_cli.importing.options import DecimalMark, Options
from plano_cli.importing.rejected import rejected_path
from plano_cli.importing.run import run_import
from plano_cli.problems import Problem

Import = Callable[..., Summary]


@pytest.fixture
def order(api: Api) -> int:
    return int(api.made("orders.create", {})["id"])


@pytest.fixture
def imported(api: Api) -> Import:
    def run(
        path: Path, text: str | bytes | None = None, *, as_: str = "employee", show: Any = None, **options: Any
    ) -> Summary:
        if text is not None:
            path.write_bytes(text.encode() if isinstance(text, str) else text)
        return run_import(path, api.url, api.tokens[as_], show or (lambda *_: None), Options(**options))

    return run


def _items(api: Api, order: int) -> list[dict[str, Any]]:
    on = {"itemable_type": "Order", "itemable_id": order, "page": {"size": 100}}
    found: list[dict[str, Any]] = api.made("line_items.index", on, as_="employee")["line_items"]
    return found


def test_a_file_of_a_spreadsheet(api: Api, order: int, imported: Import, tmp_path: Path) -> None:
    text = (
        "\ufeffitemable_type;itemable_id;key;quantity;price;service_type_primary;instructions\r\n"
        f'Order;{order};a;2;19.99;true;"Ring; twice\r\nplease"\r\n'
        f"Order;{order};b;;;0;\r\n"
        f"Order;{order};c;two;1,5;;\r\n"
        f"Order;5;d;1;;;\r\n"
        f"Order;{order};e;1;"  # the line was cut off
    )
    path = tmp_path / "items.csv"
    done = imported(path, text, decimal=DecimalMark.POINT)
    assert (done.imported, done.rejected) == (2, 3)
    first, second = _items(api, order)
    assert (first["quantity"], first["price"], first["service_type_primary"]) == (2, 19.99, True)
    assert first["instructions"] == "Ring; twice\r\nplease"
    assert "quantity" not in second
    rejected = rejected_path(path).read_text()
    assert rejected.count("\n") == 4
    for reason in ("quantity: must be an integer; price: must be a number", "There is no order", "has 5 fields where"):
        assert reason in rejected


def test_the_rejected_rows_are_mended_and_imported_from_their_file(
    api: Api, order: int, imported: Import, tmp_path: Path
) -> None:
    path = tmp_path / "items.csv"
    imported(path, f"itemable_type,itemable_id,quantity\nOrder,{order},1\nOrder,{order},two\n")
    mended = rejected_path(path)
    mended.write_text(mended.read_text().replace("two", "2"))
    done = imported(mended)
    assert (done.imported, done.rejected) == (1, 0)
    assert sorted(item["quantity"] for item in _items(api, order)) == [1, 2]


def test_json_lines(api: Api, order: int, imported: Import, tmp_path: Path) -> None:
    item = {"itemable_type": "Order", "itemable_id": order}
    lines = [
        json.dumps({**item, "price": 0.1}),
        "",
        json.dumps({**item, "quantity": "1"}),
        "[]",
        json.dumps({**item, "instructions": "\ud800"}),
        json.dumps(item)[:-5],
    ]
    path = tmp_path / "items.jsonl"
    done = imported(path, "\n".join(lines))
    assert (done.imported, done.rejected) == (1, 4)
    reasons = [json.loads(line)["rejected_because"] for line in rejected_path(path).read_text().splitlines()]
    assert reasons == [
        "quantity: must be an integer",
        "is no JSON object",
        "instructions: must be valid Unicode, without lone surrogates",
        "is no JSON object: is the line cut off?",
    ]


def test_rows_with_one_key_are_one_line_item_or_refused(api: Api, order: int, imported: Import, tmp_path: Path) -> None:
    rows = f"Order,{order},k,1\nOrder,{order},k,1\nOrder,{order},k,2\n"
    done = imported(tmp_path / "items.csv", f"itemable_type,itemable_id,key,quantity\n{rows}")
    assert (done.imported, done.there, done.rejected) == (1, 1, 1)
    assert [item["quantity"] for item in _items(api, order)] == [1]


def test_an_import_that_was_cut_short_goes_on(api: Api, order: int, imported: Import, tmp_path: Path) -> None:
    path = tmp_path / "items.csv"
    rows = "".join(f"Order,{order},{'x' if row % 50 == 0 else row}\n" for row in range(450))

    def interrupt(summary: Summary, _done: int) -> None:
        if summary.rows >= 100:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        imported(path, f"itemable_type,itemable_id,quantity\n{rows}", show=interrupt)
    assert not rejected_path(path).exists()
    done = imported(path)
    assert (done.imported + done.there, done.rejected) == (441, 9)
    assert api.made("orders.read", {"id": order}, as_="employee")["totals"]["count"] == 441
    assert len(rejected_path(path).read_text().splitlines()) == 10
    again = imported(path)
    assert again.done_at
    assert (again.imported, again.there, again.rejected) == (done.imported, done.there, done.rejected)
    path.write_text(path.read_text() + f"Order,{order},900\n")
    longer = imported(path)
    assert (longer.imported, longer.there, longer.rejected) == (1, 441, 9)
    assert api.made("orders.read", {"id": order}, as_="employee")["totals"]["count"] == 442


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "has 0 bytes"),
        ("itemable_typ,itemable_id\n", "Did you mean itemable_type?"),
        ("key,key\n", "more than once: key"),
    ],
)
def test_a_file_that_is_none_is_refused_as_a_whole(imported: Import, tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "items.csv"
    with pytest.raises(Problem, match=problem.replace("?", "[?]")):
        imported(path, text)
    assert not journal_path(path).exists()


def test_an_open_quote_and_bytes_that_are_no_text(api: Api, order: int, imported: Import, tmp_path: Path) -> None:
    header = b"itemable_type,itemable_id,instructions\n"
    good, latin = f"Order,{order},Küche\n".encode(), f"Order,{order},Stra\xdfe\n".encode("latin-1")
    path = tmp_path / "items.csv"
    done = imported(path, header + good + latin + f'Order,{order},"open\n'.encode() + good)
    assert (done.imported, done.rejected) == (2, 2)
    rejected = rejected_path(path).read_bytes()
    assert b"Stra\xdfe" in rejected
    assert b"has bytes in it that are no UTF-8" in rejected


def test_who_may_not_import_is_told_so(imported: Import, tmp_path: Path) -> None:
    path = tmp_path / "items.csv"
    with pytest.raises(Problem, match="The API refuses the import"):
        imported(path, "itemable_type,itemable_id\nOrder,1\n", as_="expired")
    assert not journal_path(path).exists()
