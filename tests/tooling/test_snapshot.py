"""SnapStart: what is in the snapshot, and that no two environments which come of it have anything in common."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.store import FixedDynamoDb, fixed
from plano.tokens import SESSION_PREFIX, new_token
from tooling.budget.measured import asked_of, environment, tables


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Any:
    token = new_token(SESSION_PREFIX)
    with fixed(tables(token), tmp_path_factory.mktemp("fixed")) as store:
        store.calls()
        return {**_probed(store, token), "calls": store.calls()["calls"]}


def _probed(store: FixedDynamoDb, token: str) -> dict[str, Any]:
    result = subprocess.run(
        [sys.executable, str(Path(__file__).parent / "snapshot" / "probe.py")],
        env={**environment(), **store.environment(tls=True), "PLANO_STORE_CLIENT": "own"},
        input=json.dumps(asked_of(token)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return {**json.loads(result.stderr.splitlines()[-1]), "logged": result.stdout}


def test_the_client_and_whom_it_trusts_are_in_the_snapshot(told: Any) -> None:
    assert told["has_client"]
    assert told["has_trust"]


def test_a_read_was_tried_and_nothing_written_before_it(told: Any) -> None:
    # One for the snapshot, and one for each of both environments.
    assert told["calls"] == {"BatchGetItem": 3, "TransactWriteItems": 2}


def test_what_was_read_is_not_kept(told: Any) -> None:
    assert told["still_to_read"] == len(["the route's record", "its API service's record"])


def test_no_connection_and_no_deadline_is_in_it(told: Any) -> None:
    assert told["connections"] == 0
    assert not told["has_a_deadline"]
    assert [each["connections"] for each in told["restored"]] == [1, 1]


def test_each_environment_answers_and_has_its_own_ids_and_random_numbers(told: Any) -> None:
    first, second = told["restored"]
    assert (first["code"], second["code"]) == (200, 200)
    assert first["id"] != second["id"]
    assert first["random"] != second["random"]


def test_the_first_request_loads_no_module(told: Any) -> None:
    assert [each["loaded"] for each in told["restored"]] == [[], []]


def test_the_rehearsal_leaves_no_line_in_the_log(told: Any) -> None:
    assert [json.loads(line)["code"] for line in told["logged"].splitlines()] in ([], [200, 200])
