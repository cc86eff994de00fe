"""Rejected rows come back in their file's own format, ready to be mended and sent."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from plano_cli.importing.rejected import rejected_path
from tooling.conftest import Import
from tooling.import_api import FakeApi

_NAMES = {"Menge": "quantity", "Hinweis": "instructions"}
_ROWS = 'itemable_type;itemable_id;Menge;Hinweis;\r\nOrder;1;zwei;"Küche; links";\r\nOrder;1;1;;\r\nOrder;1\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac-roman"])
def test_the_files_own_format(fake_api: FakeApi, imported: Import, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    done = imported(path, f"sep=;\r\n{_ROWS}".encode(encoding), names=_NAMES)
    assert (done.imported, done.rejected) == (1, 2)
    mended = rejected_path(path)
    lines = mended.read_bytes().decode(encoding).split("\r\n")
    assert lines[:2] == ["sep=;", "rejected_row;rejected_because;rejected_key;itemable_type;itemable_id;Menge;Hinweis"]
    assert lines[2].startswith("1;quantity: must be an integer;import-")
    assert lines[2].endswith('-1;Order;1;zwei;"Küche; links"')
    assert lines[3].endswith("-1;Order;1")
    text = mended.read_bytes().decode(encoding).replace("zwei", "2").replace("-1;Order;1\r\n", "-1;Order;1;;\r\n")
    mended.write_bytes(text.encode(encoding))
    again = imported(mended, names=_NAMES)
    assert (again.imported, again.rejected) == (2, 0)
    assert {item.get("instructions") for item in fake_api.of_order(1)} == {"Küche; links", None}


def test_rejected_twice(imported: Import, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    imported(path, "itemable_type,itemable_id,quantity\nOrder,1,two\n")
    mended = rejected_path(path)
    mended.write_text(mended.read_text().replace("two", "three"))
    imported(mended)
    first, second = (found.read_text().splitlines() for found in (mended, rejected_path(mended)))
    assert first[0] == second[0]
    assert first[1].split(",")[2:] == second[1].split(",")[2:]


def test_a_workbook(fake_api: FakeApi, imported: Import, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["itemable_type", "itemable_id", "quantity", "price", "key"])
    sheet.append(["Order", 1, "two", 19.99, 7])
    sheet.append(["Order", 1, 2.0, 0.1 + 0.2, 8.0])
    book.save(path)
    done = imported(path)
    assert (done.imported, done.rejected) == (1, 1)
    assert (fake_api.items[1, "8"]["quantity"], str(fake_api.items[1, "8"]["price"])) == (2, "0.3")
    mended = load_workbook(rejected_path(path))
    cells = mended.worksheets[0]
    assert [cell.value for cell in cells[2]] == [1, "quantity: must be an integer", None, "Order", 1, "two", 19.99, 7]
    cells["F2"] = 2
    mended.save(rejected_path(path))
    assert imported(rejected_path(path)).imported == 1
    assert str(fake_api.items[1, "7"]["price"]) == "19.99"


def test_json_lines(imported: Import, tmp_path: Path) -> None:
    lines = [
        '{"itemable_type": "Order", "itemable_id": 1, "price": 1.50, "quantity": "1"}',
        "[]",
        '{"itemable_type": "Order", "itemable_id": 1, "instructions": "\\ud800"}',
        '{"itemable_type": "Order"',
        '{"quantity": 1, "quantity": 2}',
    ]
    path = tmp_path / "a.jsonl"
    done = imported(path, "\n".join(lines))
    assert (done.imported, done.rejected) == (0, 5)
    text = rejected_path(path).read_text()
    assert '"price": 1.50' in text
    rows = [json.loads(line) for line in text.splitlines()]
    assert [row["rejected_because"] for row in rows] == [
        "quantity: must be an integer",
        "is no JSON object",
        "instructions: must be valid Unicode, without lone surrogates",
        "is no JSON object: is the line cut off?",
        "has quantity more than once",
    ]
    assert rows[3]["line"] == lines[3]
