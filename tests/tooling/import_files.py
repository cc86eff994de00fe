"""Thirty files as offices write them, with what they are known for. docs/import.md has a table of them."""

import io
import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from plano_cli.importing.options import Dates, DecimalMark, Options

_HEAD = "itemable_type,itemable_id,quantity,price,instructions"
_SEMI = _HEAD.replace(",", ";")


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """A file, how it comes about, and how it is imported."""

    name: str
    features: str
    content: bytes
    options: Options = field(default_factory=Options)

    def make(self, folder: Path) -> Path:
        """Write it."""
        path = folder / self.name
        path.write_bytes(self.content)
        return path


def _lines(*lines: str, end: str = "\n") -> str:
    return "".join(f"{line}{end}" for line in lines)


def _workbook(*rows: list[Any]) -> bytes:
    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise ValueError("a new workbook has a sheet")
    for row in rows:
        sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _json(*rows: str) -> bytes:
    return _lines(*rows).encode()


_GERMAN = _lines(_SEMI, "Order;1;1;19,99;Küche, Straßenseite", "Order;1;2;5,50;Über dem Flur", end="\r\n")
_MAPPED = {"Auftrag": "itemable_id", "Preis": "price", "Art": "itemable_type"}
_ORDER = {"itemable_type": "Order", "itemable_id": 1}

FILES = (
    OfficeFile("plain.csv", "UTF-8, commas", _lines(_HEAD, "Order,1,1,19.99,Ring", "Order,2,2,5,").encode()),
    OfficeFile(
        "excel-utf8.csv", "Excel's “CSV UTF-8”: a byte order mark, `;`, decimal commas", _GERMAN.encode("utf-8-sig")
    ),
    OfficeFile("excel-windows.csv", "Excel's “CSV” on Windows: Windows-1252", _GERMAN.encode("cp1252")),
    OfficeFile("excel-mac.csv", "Excel's “CSV (Macintosh)”: Mac Roman", _GERMAN.encode("mac-roman")),
    OfficeFile(
        "excel-unicode.txt", "Excel's “Unicode text”: UTF-16 with tabs", _GERMAN.replace(";", "\t").encode("utf-16")
    ),
    OfficeFile("database.csv", "UTF-16 without a byte order mark", _GERMAN.encode("utf-16-le")),
    OfficeFile("sep.csv", "`sep=;` on the first line", f"sep=;\r\n{_GERMAN}".encode()),
    OfficeFile(
        "thousands-comma.csv",
        "`1.234,50` and `1.234`",
        _lines(_SEMI, "Order;1;1;1.234,50;", "Order;1;1;1.234;").encode(),
    ),
    OfficeFile(
        "thousands-point.csv", "`1,234.50` in quotes", _lines(_HEAD, 'Order,1,1,"1,234.50",', "Order,1,1,7,").encode()
    ),
    OfficeFile(
        "unclear.csv", "`1.234`, and nothing that tells what it means", _lines(_SEMI, "Order;1;1;1.234;").encode()
    ),
    OfficeFile(
        "unclear-said.csv",
        "the same with `--decimal comma`",
        _lines(_SEMI, "Order;1;1;1.234;").encode(),
        Options(decimal=DecimalMark.COMMA),
    ),
    OfficeFile(
        "both-marks.csv",
        "`19.99` in one row, `5,50` in another",
        _lines(_SEMI, "Order;1;1;19.99;", "Order;1;1;5,50;").encode(),
    ),
    OfficeFile("swiss.csv", "`1'234.50`", _lines(_SEMI, "Order;1;1;1'234.50;").encode()),
    OfficeFile(
        "whole.csv", "`1.0` for a whole number, and `1.5`", _lines(_HEAD, "Order,1.0,1.0,5,", "Order,1,1.5,5,").encode()
    ),
    OfficeFile(
        "us-dates.csv",
        "`11/24/2026` without a time",
        _lines(
            "itemable_type,itemable_id,processed_at", "Order,1,11/24/2026", "Order,1,11/24/2026 09:30:00 AM"
        ).encode(),
    ),
    OfficeFile(
        "german-dates.csv",
        "`24.11.2026`",
        _lines("itemable_type;itemable_id;processed_at", "Order;1;24.11.2026").encode(),
    ),
    OfficeFile(
        "german-dates-said.csv",
        "the same with `--dates DD.MM.YYYY`",
        _lines("itemable_type;itemable_id;processed_at", "Order;1;24.11.2026", "Order;1;24.11.2026 09:30").encode(),
        Options(dates=Dates.DAY_FIRST),
    ),
    OfficeFile(
        "trailing.csv",
        "empty columns at the end, and blank rows",
        _lines(f"{_SEMI};;", "Order;1;1;5;;;", ";;;;;;", "", "Order;1;2;5;").encode(),
    ),
    OfficeFile("own-names.csv", "the office's column names", _lines("Art;Auftrag;Preis", "Order;1;5").encode()),
    OfficeFile(
        "own-names-mapped.csv",
        "the same with `--map Auftrag=itemable_id` and so on",
        _lines("Art;Auftrag;Preis", "Order;1;5").encode(),
        Options(names=_MAPPED),
    ),
    OfficeFile(
        "more-columns.csv",
        "a column that is no param, with `--ignore-unknown`",
        _lines("itemable_type,itemable_id,Betreuer", "Order,1,Ada").encode(),
        Options(ignore_unknown=True),
    ),
    OfficeFile(
        "filemaker.csv",
        "FileMaker: lines end in a return, and returns in a field are vertical tabs",
        _lines(_HEAD, '"Order","1","1","5","Ring\x0btwice"', '"Order","1","2","5",""', end="\r").encode(),
    ),
    OfficeFile(
        "open-quote.csv",
        "a quote that never closes",
        _lines(_HEAD, 'Order,1,1,5,"open', *(f"Order,1,{number},5,fine" for number in range(2, 100))).encode(),
    ),
    OfficeFile("cut-off.csv", "the last line is cut off", _lines(_HEAD, "Order,1,1,5,fine", "Order,1,1").encode()[:-1]),
    OfficeFile(
        "mixed.csv",
        "UTF-8, with one line in Windows-1252",
        _lines(_HEAD, "Order,1,1,5,Küche", "Order,2,1,5,Büro").encode() + "Order,1,1,5,Flügel\n".encode("cp1252"),
    ),
    OfficeFile("nul.csv", "NULs where the disk failed", _lines(_HEAD, "Order,1,1,5,fine", "\0" * 20).encode()),
    OfficeFile(
        "equal-rows.csv", "two rows that say the same", _lines(_HEAD, "Order,1,1,5,same", "Order,1,1,5,same").encode()
    ),
    OfficeFile(
        "numbers-as-keys.jsonl",
        'JSON lines with `"key": 10293` and `"key": 1e3`',
        _json(json.dumps({**_ORDER, "key": 10293}), '{"itemable_type": "Order", "itemable_id": 1, "key": 1e3}'),
    ),
    OfficeFile(
        "workbook.xlsx",
        "Excel: numbers, a date, a text, an empty row, a sum below",
        _workbook(
            ["itemable_type", "itemable_id", "price", "processed_at", "key"],
            ["Order", 1, 19.99, datetime.fromisoformat("2026-11-24T09:30"), 10293],
            [None, None, None, None, None],
            [None, None, 19.99, None, None],
        ),
    ),
    OfficeFile(
        "formulas.xlsx",
        "formulas without results, from a program that is not Excel",
        _workbook(["itemable_type", "itemable_id", "price"], ["Order", 1, "=2*5"], ["Order", 1, 5]),
    ),
)
