"""Whatever DynamoDB does, a caller has a documented answer before its function ends, with either client."""

import json
import time
from collections.abc import Iterator
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest

from domain.fault_server import GOOD, QUERY, Act, FaultServer, Visit, answer, cuts, drips, resets, sends, stalls
from domain.world import event
from line_items import create
from plano import deadline
from plano.pipeline import identification, route
from plano.settings import settings
from plano.store import queue, services
from plano.store.client import client
from plano.store.dynamodb import of_botocore
from plano.store.services import ServiceUnavailable

REMAINING, UNUSED = 7.0, 2.0
"""The function's seconds, and how many of them are left when the answer is out."""
ACTS = [stalls(), stalls(answer()[:40]), drips(answer()[:40]), resets, cuts(b""), sends(answer(b"", status=500))]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultServer]:
    found = FaultServer()
    with found.running() as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            monkeypatch.setenv(name, "testing")
        _forget()
        yield found
    _forget()


@pytest.mark.parametrize("act", ACTS, ids=["silent", "half-an-answer", "drips", "resets", "hangs-up", "500"])
@pytest.mark.parametrize("kind", ["own", "botocore"])
def test_an_answer_comes_in_time(server: FaultServer, monkeypatch: pytest.MonkeyPatch, kind: str, act: Act) -> None:
    monkeypatch.setenv("PLANO_STORE_CLIENT", kind)
    client()  # a function has made it before its first request
    server.otherwise = act
    assert _status_in_time(REMAINING - UNUSED) == "identify-request-error"


@pytest.mark.parametrize("kind", ["own", "botocore"])
def test_a_notification_that_hangs_holds_no_answer_up(
    server: FaultServer, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setenv("PLANO_STORE_CLIENT", kind)
    monkeypatch.setenv("PLANO_NOTIFICATIONS_TOPIC", "arn:aws:sns:eu-central-1:111111111111:topic")
    monkeypatch.setattr(route, "answer_request", crash)
    client()
    server.otherwise = stalls()
    assert _status_in_time(deadline.FOR_ENDING + 1) == "application-crash"
    assert len(server.seen) == 2  # it is announced once, and recorded once


def _status_in_time(seconds: float) -> str:
    started = time.monotonic()
    context = SimpleNamespace(get_remaining_time_in_millis=lambda: (started + REMAINING - time.monotonic()) * 1000)
    body: Any = json.loads(create.handler(event(b'{"token": "a token"}'), context)["body"])
    assert time.monotonic() - started < seconds
    return str(body["status"])


def _forget() -> None:
    settings.cache_clear()
    client.cache_clear()
    services.forget()
    identification.forget()


def test_botocore_waits_for_a_slow_answer_as_long_as_there_is_time(
    server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(visit: Visit) -> bool:
        Event().wait(0.1)
        visit.send(answer())
        return True

    monkeypatch.setattr(of_botocore, "BRIEF_READ", 0.01)
    server.otherwise = late
    with deadline.within(20):
        assert of_botocore.BotocoreClient(25.0).call("Query", QUERY)["Items"] == GOOD["Items"]


def test_a_message_gets_the_time_that_a_request_has(server: FaultServer) -> None:
    server.otherwise = stalls()
    for seconds, tries in [(2.0, 1), (6.0, 2)]:
        before, started = len(server.seen), time.monotonic()
        with deadline.within(seconds), pytest.raises(ServiceUnavailable):
            queue.send("https://sqs.eu-central-1.amazonaws.com/111111111111/queue", {"id": 1})
        assert time.monotonic() - started < seconds
        assert len(server.seen) - before == tries
