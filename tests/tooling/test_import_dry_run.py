"""`--dry-run`, and what the command says and how it exits."""

from pathlib import Path
from typing import Any

import boto3
import pytest
from typer.testing import CliRunner, Result

from plano_cli.importing.command import app
from plano_cli.problems import Problem
from tooling.import_api import FakeApi

_TEXT = (
    "itemable_type;itemable_id;key;quantity;price;net_price\n"
    "Order;1;a;1;19,99;0,1\n"
    "Order;1;b;2;0,01;0,2\n"
    "Order;2;;1;5;\n"
    "Order;5;;1;5;\n"
    "Order;1;c;two;1;\n"
    "Order;1;b;3;1;\n"
    "\n"
)


def _run(api: FakeApi, path: Path, *flags: str) -> Result:
    return CliRunner().invoke(app, ["line_items", str(path), "--url", api.url, *flags], env={"PLANO_TOKEN": "token"})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "a.csv"
    found.write_text(_TEXT)
    return found


def test_it_says_what_would_become_of_each_row(fake_api: FakeApi, path: Path) -> None:
    done = _run(fake_api, path, "--dry-run")
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        "Row 1 (line 2): would be imported",
        "Row 2 (line 3): would be imported",
        "Row 3 (line 4): would be imported",
        "Row 4 (line 5): would be rejected: itemable_id: There is no order with this id.",
        "Row 5 (line 6): would be rejected: quantity: must be an integer",
        "Row 6 (line 7): would be rejected: key: row 2 has the same key, and says something else",
        "Read as UTF-8, semicolons, decimal comma.",
        "Order 1: 2 rows would be imported, net_price 0.3, price 20.00",
        "Order 2: 1 rows would be imported, price 5",
        "6 rows: would be imported 3, there already 0, would be rejected 3."
        " Nothing was written. Services and sources were not looked up.",
    ]
    assert not fake_api.items
    assert [found.name for found in path.parent.iterdir()] == ["a.csv"]


def test_it_says_the_same_as_the_import_then_does(fake_api: FakeApi, path: Path) -> None:
    done = _run(fake_api, path)
    assert done.exit_code == 1
    assert "6 rows: imported 3, there already 0, rejected 3. Blank lines: 1." in done.stdout
    assert "a.rejected.csv --url http" in done.stdout
    again = _run(fake_api, path)
    assert again.exit_code == 1
    assert again.stdout.startswith("This file was sent before, on ")
    assert "all but the rejected rows are there" in again.stdout
    assert "6 rows: imported 0, there already 3, rejected 3. Blank lines: 1." in again.stdout
    path.write_text("itemable_type,itemable_id,key,quantity,price\nOrder,1,a,1,19.99\nOrder,1,b,2,7\nOrder,2,,1,5.0\n")
    dry = _run(fake_api, path, "--dry-run").stdout.splitlines()
    assert dry[0] == "Row 1 (line 2): is there already: as line item 1"
    assert dry[1].startswith("Row 2 (line 3): would be rejected: key: line item 2 has it, with another price")
    assert dry[2] == "Row 3 (line 4): is there already: as line item 3"


def test_a_repeated_import_says_that_all_of_it_was_there(fake_api: FakeApi, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("itemable_type,itemable_id,price\nOrder,1,1\n")
    _run(fake_api, path)
    again = _run(fake_api, path)
    assert again.exit_code == 0
    assert again.stdout.startswith("All of it was imported before, on ")


def test_it_stops_at_an_edited_row_as_the_import_does(fake_api: FakeApi, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("itemable_type,itemable_id,price\nOrder,1,1\nOrder,1,2\n")
    assert _run(fake_api, path).exit_code == 0
    assert _run(fake_api, path, "--dry-run").stdout.startswith("Row 1 (line 2): is there already")
    path.write_text("itemable_type,itemable_id,price\nOrder,1,1\nOrder,1,3\n")
    assert "say --new-rows" in str(_run(fake_api, path, "--dry-run").exception)
    assert "would be imported 1" in _run(fake_api, path, "--dry-run", "--new-rows").stdout


def test_a_caller_who_may_not_look_up_is_told_so(fake_api: FakeApi, path: Path) -> None:
    fake_api.before = lambda _: (403, {"status": "permission-denied", "message": "Your role may not."}, False)
    assert "could not be looked up: Your role may not." in _run(fake_api, path, "--dry-run").stdout


class _CloudFormation:
    """A deployed stack of Plano's, as its outputs have it."""

    def __init__(self, url: str) -> None:
        self._url = url

    def describe_stacks(self, **asked: str) -> Any:
        assert asked == {"StackName": "plano-staging"}
        names = ["RegistryTableName", "SessionsTableName", "RecordsTableName", "EmailsQueueUrl", "EventBusName"]
        outputs = dict.fromkeys([*names, "NotificationsTopicArn"], "x") | {"ApiUrl": self._url}
        return {"Stacks": [{"Outputs": [{"OutputKey": key, "OutputValue": each} for key, each in outputs.items()]}]}


@pytest.mark.parametrize("flags", [("--stack", "plano-staging"), ()], ids=["option", "variable"])
def test_a_stack_is_named_instead_of_its_address(
    fake_api: FakeApi, path: Path, monkeypatch: pytest.MonkeyPatch, flags: tuple[str, ...]
) -> None:
    monkeypatch.setattr(boto3, "client", lambda _: _CloudFormation(fake_api.url))
    environment = {"PLANO_TOKEN": "token"} if flags else {"PLANO_TOKEN": "token", "PLANO_STACK": "plano-staging"}
    done = CliRunner().invoke(app, ["line_items", str(path), *flags], env=environment)
    assert "6 rows: imported 3," in done.stdout
    assert f"plano import line_items {path.with_suffix('')}.rejected.csv --stack plano-staging" in done.stdout
    without = CliRunner().invoke(app, ["line_items", str(path), *flags], env={**environment, "PLANO_TOKEN": None})
    assert "into PLANO_TOKEN" in str(without.exception)


def test_exit_codes(fake_api: FakeApi, path: Path, tmp_path: Path) -> None:
    good = tmp_path / "good.csv"
    good.write_text("Art,itemable_id,Betreuer\nOrder,1,Ada\n")
    pairs = tmp_path / "pairs.txt"
    pairs.write_text("Art=itemable_type\n")
    flags = ("--map-file", str(pairs), "--ignore-unknown", "--encoding", "cp1252")
    done = _run(fake_api, good, *flags)
    assert done.exit_code == 0
    assert "Left out, as asked: 'Betreuer'." in done.stderr
    (tmp_path / "good.csv.import").unlink()
    assert "All of it was there already. Nothing was added." in _run(fake_api, good, *flags).stdout
    refusal = (401, {"status": "invalid-token", "message": "No session has this token."}, False)
    fake_api.before = lambda _: refusal
    stopped = _run(fake_api, path)
    assert stopped.exit_code == 3
    assert "No session has this token." in stopped.stderr
    no_encoding = _run(fake_api, path, "--encoding", "klingon")
    assert isinstance(no_encoding.exception, Problem)
