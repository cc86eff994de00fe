"""Files that are none, and machines that fail: each ends in a sentence, and every row in one of the reports."""

import resource
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from plano_cli.importing.journal import Journal, Summary, journal_path
from plano_cli.importing.lines import LONGEST
from plano_cli.importing.opening import open_source
from plano_cli.importing.options import Options
from plano_cli.importing.rejected import rejected_path
from plano_cli.importing.run import read_rows
from plano_cli.importing.source import Progress
from plano_cli.problems import Problem
from tooling.conftest import Import
from tooling.import_api import FakeApi

_HEAD = "itemable_type,itemable_id,instructions\n"


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("a.csv", "", "has 0 bytes"),
        ("a.jsonl", "", "has 0 bytes"),
        ("a.xlsx", "", "has 0 bytes"),
        ("a.csv", "\n \n", "is empty"),
        ("a.csv", "sep=;\n", "has no header"),
        ("a.xlsx", "itemable_type\n", "is no workbook"),
        ("a.csv", "itemable_typ,itemable_id\n", "Did you mean itemable_type"),
        ("a.csv", "key,key\n", "more than once: key"),
        ("a.csv", "PK\x03\x04\0\0\0\x08\n", "is no text"),
    ],
)
def test_a_file_that_is_none(imported: Import, tmp_path: Path, name: str, text: str, problem: str) -> None:
    with pytest.raises(Problem, match=problem):
        imported(tmp_path / name, text)
    assert [found.name for found in tmp_path.iterdir()] == [name]


def test_a_folder_and_a_file_that_is_not_there(imported: Import, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="is a folder"):
        imported(tmp_path)
    with pytest.raises(Problem, match="No such file"):
        imported(tmp_path / "a.csv")
    with pytest.raises(Problem, match="has to be a file on disk"):
        imported(Path("/dev/null"))


def test_a_quote_that_never_closes_costs_its_own_row(fake_api: FakeApi, imported: Import, tmp_path: Path) -> None:
    rows = [f'Order,1,"row {number}"' for number in range(2000)]
    rows[9] = 'Order,1,"row 9'
    rows[1000] = 'Order,1,"two\nlines"'
    rows[1500] = 'Order,1,row"'
    path = tmp_path / "a.csv"
    done = imported(path, _HEAD + "\n".join(rows))
    assert (done.imported, done.rejected) == (1999, 1)
    with Journal(path) as journal:
        lines = [line for _, first, last in journal.lines() for line in range(first, last + 1)]
    assert lines == list(range(2, 2003))


def test_a_row_of_a_megabyte(imported: Import, tmp_path: Path) -> None:
    rows = ["Order,1,fine", f"Order,1,{'x' * 800_000}", f"Order,1,{'x' * (LONGEST + 9)}", "Order,1,fine", "Order,1"]
    path = tmp_path / "a.csv"
    done = imported(path, _HEAD + "\n".join(rows))
    assert (done.imported, done.rejected) == (2, 3)
    rejected = rejected_path(path).read_text()
    assert "is too large to be sent" in rejected
    assert "has more than 1,000,000 characters" in rejected
    long = tmp_path / "a.jsonl"
    done = imported(
        long, '{"itemable_type": "' + "x" * (LONGEST + 9) + '"}\n{"itemable_type": "Order", "itemable_id": 1}'
    )
    assert (done.imported, done.there, done.rejected) == (1, 0, 1)


def test_memory_hardly_grows_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w") as file:
        file.write(_HEAD)
        file.writelines(f"Order,1,row {number} of the file\n" for number in range(8_000))
    source = open_source(path, Options())
    tracemalloc.start()
    try:
        count = sum(1 for _ in read_rows(source, Progress()))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 8_000
    assert peak < 8_000 * 300


def test_a_file_that_changes_while_it_is_read(fake_api: FakeApi, imported: Import, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"

    def change(_summary: Summary, _done: int) -> None:
        with path.open("a") as file:
            file.write("Order,1,one more\n")

    with pytest.raises(Problem, match="was changed while it was read"):
        imported(path, _HEAD + "".join(f"Order,1,{number}\n" for number in range(1000)), show=change)
    done = imported(path)
    assert done.imported + done.there == done.rows == len(fake_api.items) > 1000


def test_a_disk_that_fills(fake_api: FakeApi, imported: Import, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    text = _HEAD + "".join(f"Order,5,{number} {'x' * 500}\n" for number in range(300))
    path.write_text(text)
    with _room(60_000), pytest.raises(Problem, match="can't be written: is the disk full"):
        imported(path)
    assert not rejected_path(path).exists()
    assert imported(path).rejected == 300


def test_a_disk_that_is_full_when_the_rejected_rows_are_written(
    fake_api: FakeApi, imported: Import, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    text = f"{_HEAD}Order,1,fine\n" + f"Order,5,{'x' * 10_000}\n" * 9

    def fill(_summary: Summary, _done: int) -> None:
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))

    with _room(10_000_000), pytest.raises(Problem, match=r"a\.rejected\.csv can't be written"):
        imported(path, text, show=fill)
    assert not any("rejected" in found.name for found in tmp_path.iterdir())
    done = imported(path)
    assert (done.imported, done.rejected) == (1, 9)
    assert rejected_path(path).read_text().count("\n") == 10


def test_a_journal_that_is_damaged(imported: Import, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    journal_path(path).write_text("no database, but long enough to be taken for one" * 100)
    with pytest.raises(Problem, match="remove it to begin anew"):
        imported(path, f"{_HEAD}Order,1,fine\n")


@contextmanager
def _room(size: int) -> Iterator[None]:
    """No file can become larger than this."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
