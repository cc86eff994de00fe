"""Groups on their way: what is refused for its size, answers that get lost, an API that stops in the middle."""

from pathlib import Path

import httpx
import pytest

from plano_cli.importing.api import Api, Stopped
from plano_cli.importing.groups import MOST_BYTES, to_groups
from plano_cli.importing.journal import Journal, Outcome, Summary
from plano_cli.importing.rejected import rejected_path
from plano_cli.importing.row import Row
from plano_cli.importing.run import AT_ONCE
from plano_cli.importing.sender import Sender, to_text
from plano_cli.problems import Problem
from tooling.conftest import Import
from tooling.import_api import Answer, FakeApi

_HEAD = "itemable_type,itemable_id,quantity\n"
_CRASH: Answer = (500, {"status": "application-crash", "message": "Something went wrong."}, False)


def _row(number: int, order: int = 1, text: str = "") -> Row:
    values = {"itemable_type": "Order", "itemable_id": order, "key": f"k{number}", "instructions": text}
    return Row(number, (number, number), values, [], None, f"k{number}")


def _send(api: FakeApi, rows: list[Row]) -> list[Outcome]:
    with httpx.Client() as client:
        return Sender(Api(client, api.url, "token", pause=0.001)).send(rows)


def _text(rows: int) -> str:
    return _HEAD + "".join(f"Order,1,{'x' if number % 50 == 0 else number}\n" for number in range(rows))


def test_groups_fit_into_a_request_and_a_transaction() -> None:
    groups = list(to_groups([_row(number, order=number) for number in range(100)]))
    assert {len(group) for group in groups} <= {33, 1}
    large = list(to_groups([_row(number, text="ü" * 40_000) for number in range(9)]))
    assert [len(group) for group in large] == [2, 2, 2, 2, 1]
    assert all(len(to_text(group)) <= MOST_BYTES for group in large)


def test_what_is_refused_for_its_size_is_halved(fake_api: FakeApi) -> None:
    fake_api.most_actions = 9
    found = _send(fake_api, [_row(number) for number in range(1, 11)])
    assert [(one.row.number, one.became) for one in found] == [(number, "imported") for number in range(1, 11)]
    assert sorted(fake_api.sizes) == [2, 2, 3, 3, 5, 5, 10]


def test_one_row_that_is_too_much_by_itself_is_rejected(fake_api: FakeApi) -> None:
    answer: Answer = (413, {"status": "payload-too-large", "message": "At most 1 KB."}, False)
    fake_api.before = lambda _number: answer
    assert [(one.became, one.reason) for one in _send(fake_api, [_row(1), _row(2)])] == [
        ("rejected", "At most 1 KB.")
    ] * 2


def test_a_lost_answer_is_imported_and_what_was_there_is_told_apart(fake_api: FakeApi) -> None:
    assert [one.became for one in _send(fake_api, [_row(1)])] == ["imported"]
    assert [one.became for one in _send(fake_api, [_row(1), _row(2)])] == ["there", "imported"]
    for item in fake_api.items.values():
        item["created_at"] = "2026-01-01T00:00:00Z"
    lost = fake_api.requests + 1
    fake_api.after = lambda number: number == lost
    assert [one.became for one in _send(fake_api, [_row(1), _row(3)])] == ["there", "imported"]
    fake_api.before = lambda number: _CRASH if number % 2 else None
    for item in fake_api.items.values():
        item["created_at"] = "2026-01-01T00:00:00Z"
    assert [one.became for one in _send(fake_api, [_row(1), _row(3)])] == ["there", "there"]


def test_an_api_that_stops_in_the_middle(
    fake_api: FakeApi, imported: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plano_cli.importing.api._LONGEST_PAUSE", 0.001)
    path = tmp_path / "a.csv"
    fake_api.before = lambda number: _CRASH if number > 4 else None
    with pytest.raises(Stopped, match="goes on where it stopped"):
        imported(path, _text(450))
    fake_api.before = lambda _number: None
    done = imported(path)
    assert (done.imported + done.there, done.rejected) == (441, 9)
    assert len(fake_api.items) == 441


def test_an_import_that_was_cut_short_goes_on(fake_api: FakeApi, imported: Import, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"

    def interrupt(summary: Summary, _done: int) -> None:
        if summary.rows >= 200:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        imported(path, _text(450), show=interrupt)
    done = imported(path)
    assert (done.imported + done.there, done.rejected) == (441, 9)
    assert len(fake_api.items) == 441
    assert len(rejected_path(path).read_text().splitlines()) == 10


def test_who_gives_up_does_not_wait_for_the_other_tries(fake_api: FakeApi, imported: Import, tmp_path: Path) -> None:
    refusal: Answer = (401, {"status": "invalid-token", "message": "No session has this token."}, False)
    fake_api.before = lambda number: refusal if number == 2 else _CRASH
    with pytest.raises(Stopped, match="No session has this token"):
        imported(tmp_path / "a.csv", _text(450))
    assert fake_api.requests <= 2 * AT_ONCE


def test_two_imports_of_one_file_at_once(imported: Import, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(_text(10))
    with Journal(path), pytest.raises(Problem, match="Another import of this file is under way"):
        imported(path)
    assert imported(path).imported == 9


def test_a_caller_who_may_not_leaves_no_journal(fake_api: FakeApi, imported: Import, tmp_path: Path) -> None:
    fake_api.before = lambda _: (401, {"status": "invalid-token", "message": "No session has this token."}, False)
    with pytest.raises(Stopped, match="No session has this token"):
        imported(tmp_path / "a.csv", _text(10))
    assert [found.name for found in tmp_path.iterdir()] == ["a.csv"]
