"""Files as offices write them, and what docs/import.md says of them."""

from decimal import Decimal
from pathlib import Path

import pytest

from plano_cli.importing.journal import Journal
from plano_cli.importing.numbers import to_number
from plano_cli.importing.options import DecimalMark, check_encoding, read_names, to_names
from plano_cli.problems import Problem
from tooling import import_table
from tooling.conftest import Import
from tooling.import_api import FakeApi
from tooling.import_files import FILES, OfficeFile

_TEXTS = {"excel-utf8.csv", "excel-windows.csv", "excel-mac.csv", "excel-unicode.txt", "database.csv", "sep.csv"}


def test_the_docs_say_what_becomes_of_each_file(tmp_path: Path) -> None:
    found = import_table.table(tmp_path)
    assert found.count("\n") == 32
    assert found == import_table.table_of_docs(), "tests/tooling/import_table.py writes it anew"


@pytest.mark.parametrize("file", [file for file in FILES if file.name in _TEXTS], ids=lambda file: file.name)
def test_letters_and_prices_arrive(fake_api: FakeApi, imported: Import, tmp_path: Path, file: OfficeFile) -> None:
    imported(file.make(tmp_path))
    said = {(item["instructions"], item["price"]) for item in fake_api.of_order(1)}
    assert said == {("Küche, Straßenseite", Decimal("19.99")), ("Über dem Flur", Decimal("5.50"))}


def test_one_damaged_byte_does_not_change_the_encoding(fake_api: FakeApi, imported: Import, tmp_path: Path) -> None:
    text = "itemable_type,itemable_id,instructions\nOrder,1,für Käthe\nOrder,1,ç#\n".encode("cp1252")
    done = imported(tmp_path / "a.csv", text.replace(b"#", b"\x81"))
    assert (done.imported, done.rejected) == (1, 1)
    assert [item["instructions"] for item in fake_api.of_order(1)] == ["für Käthe"]
    french = "itemable_type,itemable_id,instructions\nOrder,2,près de l'entrée\nOrder,2,là-bas\n"
    assert imported(tmp_path / "b.csv", french.encode("mac-roman")).imported == 2
    assert {item["instructions"] for item in fake_api.of_order(2)} == {"près de l'entrée", "là-bas"}


@pytest.mark.parametrize(("encoding", "said"), [("mac-roman", "café"), ("cp1252", "cafŽ"), ("latin1", "caf\x8e")])
def test_an_encoding_that_is_said_counts(
    fake_api: FakeApi, imported: Import, tmp_path: Path, encoding: str, said: str
) -> None:
    imported(
        tmp_path / "a.csv",
        b"itemable_type,itemable_id,instructions\nOrder,1,caf\x8e\n",
        encoding=check_encoding(encoding),
    )
    assert [item["instructions"] for item in fake_api.of_order(1)] == [said]


@pytest.mark.parametrize("name", ["klingon", "", "base64", "undefined"])
def test_an_encoding_that_there_is_not(name: str) -> None:
    with pytest.raises(Problem, match="There is no encoding"):
        check_encoding(name)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_line_is_in_one_row_or_blank(imported: Import, tmp_path: Path, file: OfficeFile) -> None:
    path = file.make(tmp_path)
    try:
        done = imported(
            path, **{name: getattr(file.options, name) for name in ("decimal", "dates", "names")}, ignore_unknown=True
        )
    except Problem:
        return
    with Journal(path) as journal:
        rows = list(journal.lines())
    assert done.imported + done.there + done.rejected == done.rows == len(rows)
    assert [number for number, _, _ in rows] == list(range(1, done.rows + 1))
    taken = [line for _, first, last in rows for line in range(first, last + 1)]
    assert len(taken) == len(set(taken))
    header = min(taken) - 1
    assert max(taken) <= header + len(taken) + done.blank


@pytest.mark.parametrize(
    ("text", "mark", "number"),
    [
        ("1.234,50", DecimalMark.COMMA, "1234.50"),
        ("1.234.567", DecimalMark.COMMA, "1234567"),
        ("-1,5", DecimalMark.COMMA, "-1.5"),
        ("1.5", DecimalMark.COMMA, None),
        ("1,234,567.8", DecimalMark.POINT, "1234567.8"),
        ("1,5", DecimalMark.POINT, None),
        ("1 234,5", DecimalMark.COMMA, "1234.5"),
        ("12,34,567", DecimalMark.POINT, None),
        ("1e3", DecimalMark.POINT, "1000"),
        ("007", DecimalMark.POINT, None),
        ("five", DecimalMark.POINT, None),
        ("1" * 500, DecimalMark.POINT, None),
    ],
)
def test_numbers(text: str, mark: DecimalMark, number: str | None) -> None:
    assert to_number(text, mark) == (None if number is None else Decimal(number))


def test_mapping(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.txt"
    pairs.write_text("# the office's names\nPreis = price\n\na=b=key\n")
    assert read_names(pairs) == {"Preis": "price", "a=b": "key"}
    with pytest.raises(Problem, match="maps no column"):
        to_names(["Preis"])
    with pytest.raises(Problem, match="mapped twice"):
        to_names(["Preis=price", "Preis=net_price"])


@pytest.mark.parametrize(
    ("names", "problem"),
    [({"Preis": "prize"}, "Did you mean price"), ({"Pries": "price"}, "Did you mean Preis")],
)
def test_a_mapping_that_is_wrong(imported: Import, tmp_path: Path, names: dict[str, str], problem: str) -> None:
    with pytest.raises(Problem, match=problem):
        imported(tmp_path / "a.csv", "itemable_type,itemable_id,Preis\nOrder,1,5\n", names=names)
