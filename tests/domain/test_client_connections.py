"""The own client's connections to DynamoDB: kept from call to call, and left once they may be dead."""

import sys
import time
from collections.abc import Callable
from threading import Event
from types import SimpleNamespace

import pytest

from domain.fault_server import GOOD, QUERY, SECONDS, Act, FaultServer, Visit, answer, cuts, resets
from plano.store.dynamodb import retries
from plano.store.dynamodb.own import OwnClient
from plano.store.dynamodb.pool import Pool


def _no_pause(*_: object, **__: object) -> float:
    raise AssertionError("it counted as a try")


def test_one_connection_serves_many_calls(server: FaultServer, own_client: OwnClient) -> None:
    for _ in range(5):
        own_client.call("Query", QUERY)
    assert {seen.connection for seen in server.seen} == {1}


@pytest.mark.parametrize("how", [cuts(b""), resets], ids=["closed", "reset"])
def test_a_connection_that_died_unused_costs_no_try(
    server: FaultServer, own_client: OwnClient, monkeypatch: pytest.MonkeyPatch, how: Act
) -> None:
    monkeypatch.setattr(retries, "pause", _no_pause)
    own_client.call("Query", QUERY)
    server.script = [how]
    assert own_client.call("Query", QUERY) == GOOD
    assert [seen.connection for seen in server.seen] == [1, 1, 2]


def test_a_connection_that_was_closed_meanwhile_is_not_used(server: FaultServer, own_client: OwnClient) -> None:
    server.script = [cuts(answer())]
    for _ in range(2):
        assert own_client.call("Query", QUERY) == GOOD
    assert [seen.connection for seen in server.seen] == [1, 2]


def test_what_was_sent_without_being_asked_for_is_nobody_s_answer(server: FaultServer, own_client: OwnClient) -> None:
    was_read, was_sent = Event(), Event()

    def act(visit: Visit) -> bool:
        visit.send(answer())
        was_read.wait(5)
        visit.send(answer(b'{"Items": []}'))
        was_sent.set()
        return True

    server.script = [act]
    assert own_client.call("Query", QUERY) == GOOD
    was_read.set()
    assert was_sent.wait(5)
    assert own_client.call("Query", QUERY) == GOOD


def test_before_a_snapshot_connections_are_closed(
    server: FaultServer, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    registered: list[Callable[[], None]] = []
    of_lambda = SimpleNamespace(register_before_snapshot=registered.append)
    monkeypatch.setitem(sys.modules, "snapshot_restore_py", of_lambda)
    own_client = OwnClient.of_environment(SECONDS, pool)
    own_client.call("Query", QUERY)
    for do in registered:
        do()
    own_client.call("Query", QUERY)
    assert [seen.connection for seen in server.seen] == [1, 2]


@pytest.mark.parametrize("what", ["another process", "a long pause"])
def test_after_a_fork_or_a_freeze_a_new_connection_is_opened(
    server: FaultServer, own_client: OwnClient, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    own_client.call("Query", QUERY)
    if what == "another process":
        monkeypatch.setattr("plano.store.dynamodb.pool.os.getpid", lambda: -1)
    else:
        later = time.time() + 3600
        monkeypatch.setattr("plano.store.dynamodb.connection.time.time", lambda: later)
    for _ in range(2):
        own_client.call("Query", QUERY)
    assert [seen.connection for seen in server.seen] == [1, 2, 2]
