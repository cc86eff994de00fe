"""No money row twice, none vanishes: files that are mended, edited, sorted and imported again."""

from pathlib import Path

import pytest

from plano_cli.importing.journal import journal_path
from plano_cli.importing.rejected import rejected_path
from plano_cli.problems import Problem
from tooling.conftest import Import
from tooling.import_api import FakeApi

_HEAD = "itemable_type,itemable_id,quantity,price\n"


def test_a_rejected_row_mended_in_place_makes_three(fake_api: FakeApi, imported: Import, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    first = imported(path, f"{_HEAD}Order,1,1,5\nOrder,1,two,5\nOrder,1,3,5\n")
    assert (first.imported, first.rejected) == (2, 1)
    again = imported(path, f"{_HEAD}Order,1,1,5\nOrder,1,2,5\nOrder,1,3,5\n")
    assert (again.imported, again.there, again.rejected) == (1, 2, 0)
    assert len(fake_api.items) == 3
    assert not rejected_path(path).exists()


def test_a_rejected_row_mended_in_its_own_file(fake_api: FakeApi, imported: Import, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    imported(path, f"{_HEAD}Order,1,1,5\nOrder,1,one,5\n")
    mended = rejected_path(path)
    mended.write_text(mended.read_text().replace(",one,", ",1,"))  # now it says the same as the row that is there
    assert imported(mended).imported == 1
    assert len(fake_api.items) == 2
    with pytest.raises(Problem, match=r"a\.rejected\.csv stands beside the file"):
        imported(path, f"{_HEAD}Order,1,1,5\nOrder,1,1,5\n")
    assert imported(mended).done_at


def test_an_imported_row_that_was_edited_stops_the_import(fake_api: FakeApi, imported: Import, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    imported(path, f"{_HEAD}Order,1,1,5\nOrder,1,2,5\n")
    edited = f"{_HEAD}Order,1,1,5\nOrder,1,2,6\n"
    for _ in range(2):
        with pytest.raises(Problem, match=r"Row 2 of the file .* and row 2 is new"):
            imported(path, edited)
    assert len(fake_api.items) == 2
    assert imported(path, edited, new_rows=True).imported == 1
    assert len(fake_api.items) == 3
    assert imported(path, f"{edited}Order,1,9,9\n").imported == 1


def test_another_file_of_the_same_name_is_no_edited_one(fake_api: FakeApi, imported: Import, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    imported(path, f"{_HEAD}Order,1,1,5\n")
    assert imported(path, f"{_HEAD}Order,2,1,5\n").imported == 1


def test_equal_rows_and_the_same_rows_in_another_order(fake_api: FakeApi, imported: Import, tmp_path: Path) -> None:
    imported(tmp_path / "a.csv", f"{_HEAD}Order,1,1,5\nOrder,1,1,5.00\nOrder,1,2,5\n")
    assert len(fake_api.items) == 3
    text = "price;quantity;itemable_id;itemable_type\n5,0;2;1;Order\n5,0;1;1;Order\n5,0;1;1;Order\n"
    again = imported(tmp_path / "b.csv", text)
    assert (again.imported, again.there) == (0, 3)


def test_a_repeated_import_says_that_all_was_there(fake_api: FakeApi, imported: Import, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    imported(path, f"{_HEAD}Order,1,1,5\n")
    requests = len(fake_api.sizes)
    assert imported(path).done_at
    assert len(fake_api.sizes) == requests
    journal_path(path).unlink()
    again = imported(path)
    assert (again.imported, again.there) == (0, 1)


@pytest.mark.parametrize(("written", "sent"), [("10293", "10293"), ("-7", "-7"), ("1.0", "1.0"), ("1E+2", "1E+2")])
def test_a_numeric_key_is_sent_as_it_stands(
    fake_api: FakeApi, imported: Import, tmp_path: Path, written: str, sent: str
) -> None:
    imported(tmp_path / "a.jsonl", f'{{"itemable_type": "Order", "itemable_id": 1, "key": {written}}}\n')
    assert list(fake_api.items) == [(1, sent)]


def test_an_edited_row_with_a_numeric_key_doubles_nothing(fake_api: FakeApi, imported: Import, tmp_path: Path) -> None:
    row = '{{"itemable_type": "Order", "itemable_id": 1, "key": 10293, "price": {}}}\n'
    imported(tmp_path / "a.jsonl", row.format(5))
    again = imported(tmp_path / "a.jsonl", row.format(6))
    assert (again.imported, again.rejected) == (0, 1)
    assert list(fake_api.items) == [(1, "10293")]


@pytest.mark.parametrize("written", ["1e3", "-0", '""', "true", "[1]", "1" + "0" * 300])
def test_a_key_is_rejected_or_sent_and_never_replaced(
    fake_api: FakeApi, imported: Import, tmp_path: Path, written: str
) -> None:
    done = imported(tmp_path / "a.jsonl", f'{{"itemable_type": "Order", "itemable_id": 1, "key": {written}}}\n')
    assert (done.imported, done.rejected) == (0, 1)
    assert not fake_api.items


def test_rows_with_one_key(fake_api: FakeApi, imported: Import, tmp_path: Path) -> None:
    text = "itemable_type,itemable_id,key,quantity\nOrder,1,k,1\nOrder,1,k,1\nOrder,1,k,2\nOrder,2,k,2\n"
    done = imported(tmp_path / "a.csv", text)
    assert (done.imported, done.there, done.rejected) == (2, 1, 1)
