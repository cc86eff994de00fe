"""Connections that stay open from one exchange to the next."""

import os
from collections.abc import Mapping

from plano.store.dynamodb.connection import Broken, Connection, NoConnection, Times, WasDead
from plano.store.dynamodb.endpoint import Endpoint, NotConfigured
from plano.store.dynamodb.http_answer import Answer


class Pool:
    """The open connections to one endpoint. A thread takes one, and gives it back if another exchange can follow."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._idle: list[Connection] = []
        self._process = os.getpid()

    def exchange(self, method: str, path: str, headers: Mapping[str, str], body: bytes, times: Times) -> Answer:
        """Send a request and read its answer. A connection that died while nobody used it is replaced, once.

        Raises:
            Broken: there was no complete answer.
            NotConfigured: a header can't be sent.
        """
        request = _rendered(method, path, headers, body)
        connection = self._take()
        if connection is not None:
            try:
                return self._on(connection, request, times)
            except WasDead:
                pass
        try:
            connection = Connection(self._endpoint, times)
        except OSError as error:
            raise NoConnection("no connection", timed_out=isinstance(error, TimeoutError)) from error
        try:
            return self._on(connection, request, times)
        except WasDead as dead:
            raise Broken("no answer") from dead.__cause__

    def close(self) -> None:
        """Close what is open and idle: before a snapshot, say. The next exchange opens a new connection."""
        while self._idle:
            self._idle.pop().close()

    def __del__(self) -> None:
        self.close()

    def _take(self) -> Connection | None:
        if self._process != os.getpid():  # a fork: the connections are the parent's
            self._process = os.getpid()
            self.close()
        while self._idle:
            connection = self._idle.pop()
            if connection.is_alive():
                return connection
            connection.close()
        return None

    def _on(self, connection: Connection, request: bytes, times: Times) -> Answer:
        try:
            answer, is_reusable = connection.exchange(request, times)
        except BaseException:
            connection.close()
            raise
        if is_reusable:
            self._idle.append(connection)
        else:
            connection.close()
        return answer


def _rendered(method: str, path: str, headers: Mapping[str, str], body: bytes) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    head = "\r\n".join([*lines, f"Content-Length: {len(body)}", "Accept-Encoding: identity", "\r\n"])
    if not head.isascii() or head.count("\n") != len(lines) + 3 or head.count("\r") != len(lines) + 3:
        raise NotConfigured("A key, a token or an address holds characters that no header can")
    return head.encode() + body
