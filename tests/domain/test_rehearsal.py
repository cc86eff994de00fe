"""Before a snapshot each route's example is answered up to the action: nothing is written, and nothing is logged."""

from io import StringIO
from typing import Any

import pytest

from domain.world import build_world
from plano.declarations.route import Route
from plano.log import logger
from plano.pipeline.rehearsal import rehearse
from plano.registry.discovery import declared
from plano.store import client
from plano.store.dynamodb.calls import Operation, Reply, Request
from plano_cli.local.paths import FUNCTIONS

_ROUTES = declared(FUNCTIONS)[1]


class _Recorder:
    """A client that remembers which operations were called."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner
        self.called: list[Operation] = []

    def call(self, operation: Operation, request: Request) -> Reply:
        self.called.append(operation)
        reply: Reply = self.inner.call(operation, request)
        return reply


@pytest.mark.parametrize("route", _ROUTES, ids=lambda route: route.name)
def test_a_rehearsal_reads_once_and_does_no_more(
    route: Route[Any], tables: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_world()
    written, found = StringIO(), client.client()
    recorder = _Recorder(found.client)
    monkeypatch.setattr(found, "client", recorder)
    monkeypatch.setattr(logger().handlers[0], "stream", written)
    rehearse(route)
    assert recorder.called == ["BatchGetItem"]
    assert written.getvalue() == ""
