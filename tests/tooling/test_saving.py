"""What is saved is whole: no stack that is half deployed, and no table in the middle of a transaction."""

import itertools
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from plano_cli.local import deployed_stack
from plano_cli.local.paths import PROJECT, Home
from tooling.local_aws import running

_BEGIN = """\
import sys
from pathlib import Path
from ministack.services import cloudformation
from plano_cli.local.saving import NotSaved, Saver
saver = Saver(Path(sys.argv[1]), lambda read: read())

def save(states={}, **how):
    try:
        saver.save(states, **how)
        print("saved")
    except NotSaved as error:
        print(error)
"""
_DEPLOYING = """\
for status in ("UPDATE_IN_PROGRESS", "UPDATE_COMPLETE"):
    cloudformation._stacks["plano-local"] = {"StackStatus": status}
    save()
"""
_FAILING = """\
answers = [RuntimeError("it grew"), RuntimeError("it grew"), {}, TypeError("a function")]

def state():
    answer = answers.pop(0)
    if isinstance(answer, Exception):
        raise answer
    return answer

save({"dynamodb": state})
save({"dynamodb": state})
save({"cloudwatch_logs": lambda: {}})
"""
_AFTER_THE_END = """\
save(ended=True)
save()
print((Path(sys.argv[1]) / "saved.json").read_text().count('"ended": true'))
"""


def _said(folder: Path, program: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "tooling"), "PERSIST_STATE": "1"}
    command = [sys.executable, "-c", _BEGIN + program, str(folder)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def test_a_stack_is_saved_when_its_deployment_is_through(tmp_path: Path) -> None:
    assert _said(tmp_path, _DEPLOYING) == "a deployment is going on\nsaved\n"
    assert [file.name for file in tmp_path.iterdir()] == ["saved.json"]


def test_what_can_t_be_read_is_tried_again_and_stops_no_later_saving(tmp_path: Path) -> None:
    assert _said(tmp_path, _FAILING) == "saved\ndynamodb can't be read: a function\nsaved\n"
    assert {file.name for file in tmp_path.iterdir()} == {"dynamodb.json", "cloudwatch_logs.json", "saved.json"}


def test_what_was_saved_at_the_end_stays(tmp_path: Path) -> None:
    assert _said(tmp_path, _AFTER_THE_END) == "saved\nsaved\n1\n"


def _make_table(dynamodb: Any) -> None:
    dynamodb.create_table(
        TableName="pairs",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
    )


def _write_pairs(endpoint: str, enough: threading.Event) -> None:
    dynamodb = deployed_stack.client("dynamodb", endpoint)
    for number in itertools.count():
        if enough.is_set():
            return
        pair = [{"pk": {"S": f"{number} {side}"}, "text": {"S": "x" * 1000}} for side in ("left", "right")]
        dynamodb.transact_write_items(TransactItems=[{"Put": {"TableName": "pairs", "Item": item}} for item in pair])


def _saved_numbers(home: Home, side: str) -> set[str]:
    [table] = json.loads((home.state / "dynamodb.json").read_text())["payload"]["tables"]["data"].values()
    return {key.split()[0] for key in table["items"] if key.split()[1] == side}


def test_what_is_saved_while_requests_write_is_whole(tmp_path: Path) -> None:
    home, enough = Home(tmp_path), threading.Event()
    with running(home) as aws:
        _make_table(deployed_stack.client("dynamodb", aws.endpoint))
        writers = [threading.Thread(target=_write_pairs, args=(aws.endpoint, enough)) for _ in range(2)]
        for writer in writers:
            writer.start()
        try:
            for _ in range(25):
                aws.save()
                assert _saved_numbers(home, "left") == _saved_numbers(home, "right")
        finally:
            enough.set()
            for writer in writers:
                writer.join()
    assert _saved_numbers(home, "left")
