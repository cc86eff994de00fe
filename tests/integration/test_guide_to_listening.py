"""The guide's queue and its consumer, on the local stack: the copy holds what happened to line items, in order."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
import simplejson

from integration.api import Api
from plano_cli.local.aws import client_environment
from plano_cli.local.deployed_stack import client
from plano_cli.local.paths import FUNCTIONS
from plano_cli.local.stack import Stack

_GUIDES = FUNCTIONS / "documentation" / "templates" / "guides"
_PATIENCE_SECONDS = 120


@dataclass(frozen=True, slots=True)
class _Consumer:
    process: subprocess.Popen[str]
    copy: Path

    def said(self, events: set[str]) -> dict[str, str]:
        """What it said of these events, once it has said something of each: `kept`, or `known`."""
        found: dict[str, str] = {}
        assert self.process.stdout
        for line in self.process.stdout:
            word, _, event = line.split()
            found |= {event: word} if event in events else {}
            if found.keys() == events:
                return found
        raise AssertionError(f"it ended, and said only {found}")

    def item(self, id: int) -> Any:
        """The line item in the copy; None where it was removed."""
        with closing(sqlite3.connect(self.copy)) as copy:
            (text,) = copy.execute("SELECT item FROM line_items WHERE id = ?", (id,)).fetchone()
        return simplejson.loads(text, use_decimal=True) if text else None


@pytest.fixture(scope="module")
def queue(stack: Stack) -> str:
    """The address of a queue that the guide's template makes."""
    cloudformation = client("cloudformation", stack.aws.endpoint)
    cloudformation.create_stack(StackName="listening", TemplateBody=(_GUIDES / "listening.yaml.txt").read_text())
    cloudformation.get_waiter("stack_create_complete").wait(StackName="listening", WaiterConfig={"Delay": 1})
    (made,) = cloudformation.describe_stacks(StackName="listening")["Stacks"]
    return str(next(output["OutputValue"] for output in made["Outputs"] if output["OutputKey"] == "QueueUrl"))


@pytest.fixture
def consumer(stack: Stack, queue: str, tmp_path: Path) -> Iterator[_Consumer]:
    copy = tmp_path / "line_items.db"
    own = {"PLANO_QUEUE": queue, "PLANO_COPY": str(copy)}
    process = subprocess.Popen(
        [sys.executable, "-c", (_GUIDES / "listening.py.txt").read_text()],
        env={**os.environ, **client_environment(stack.aws.endpoint), "AWS_ENDPOINT_URL": stack.aws.endpoint, **own},
        stdout=subprocess.PIPE,
        text=True,
    )
    end = Timer(_PATIENCE_SECONDS, process.kill)
    end.start()
    yield _Consumer(process, copy)
    end.cancel()
    process.kill()
    process.communicate()


def test_the_copy_is_what_the_line_items_are(api: Api, stack: Stack, queue: str, consumer: _Consumer) -> None:
    kept = api.made("line_items.create", api.line_item(quantity=1, price=19.99))
    removed = api.made("line_items.create", api.line_item())
    api.made("line_items.update", {"id": kept["id"], "quantity": 2})
    api.made("line_items.delete", {"id": removed["id"]})
    events = {f"{made['id']}-{sequence}" for made in (kept, removed) for sequence in (1, 2)}
    consumer.said(events)
    assert (
        consumer.item(kept["id"])
        == simplejson.loads(api.call("line_items.read", {"id": kept["id"], "view": "full"}).text, use_decimal=True)[
            "data"
        ]
    )
    assert consumer.item(removed["id"]) is None
    for made in (kept, removed):
        detail = {"id": f"{made['id']}-1", "line_item_id": made["id"], "sequence": 1, "new": made}
        late = json.dumps({"detail-type": "line_item.created", "detail": detail})
        client("sqs", stack.aws.endpoint).send_message(QueueUrl=queue, MessageBody=late)
    assert set(consumer.said({f"{made['id']}-1" for made in (kept, removed)}).values()) == {"known"}
    assert consumer.item(kept["id"])["quantity"] == 2
    assert consumer.item(removed["id"]) is None
