"""A server in DynamoDB's place that drips, cuts, stalls and lies: what it does with each request is up to the test."""

import contextlib
import json
import socket
import ssl
import struct
import threading
from binascii import crc32
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from plano.store.dynamodb import retries

SECONDS = 0.4
"""How long the client waits for it."""
QUERY: dict[str, Any] = {"TableName": "records", "Limit": 1}
GOOD: dict[str, Any] = {"Items": [{"pk": {"S": "a"}}], "Count": 1}
Act = Callable[["Visit"], bool]
"""What to do with a request; whether its connection stays open."""


@dataclass
class Seen:
    """A request: the number of the connection that it came on, its first line, its headers, its body."""

    connection: int
    line: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Visit:
    """A request that is to be answered."""

    peer: socket.socket
    over: threading.Event

    def send(self, data: bytes) -> bool:
        self.peer.sendall(data)
        return True

    def wait(self) -> bool:
        """Do nothing, until the test is over."""
        self.over.wait()
        return False


@dataclass
class FaultServer:
    """The server. `script` is what it does with the next requests; then it does `otherwise`."""

    tls: ssl.SSLContext | None = None
    script: list[Act] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    otherwise: Act = lambda visit: visit.send(answer())
    _over: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    @contextlib.contextmanager
    def running(self) -> Iterator[str]:
        """The server's address, for as long as it runs."""
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self._start(self._accept, listener)
            try:
                yield f"{'https' if self.tls else 'http'}://localhost:{listener.getsockname()[1]}"
            finally:
                self._over.set()
                listener.shutdown(socket.SHUT_RDWR)
                for thread in self._threads:
                    thread.join(5)

    def _start(self, work: Callable[..., None], *given: Any) -> None:
        thread = threading.Thread(target=work, args=given, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self, listener: socket.socket) -> None:
        number = 0
        while not self._over.is_set():
            with contextlib.suppress(OSError):
                peer, _ = listener.accept()
                number += 1
                self._start(self._serve, peer, number)

    def _serve(self, peer: socket.socket, number: int) -> None:
        with contextlib.suppress(OSError), contextlib.ExitStack() as open_ones:
            open_ones.enter_context(peer)
            peer.settimeout(0.5)
            if self.tls:
                peer = open_ones.enter_context(self.tls.wrap_socket(peer, server_side=True))
            while (request := self._read(peer, number)) is not None:
                self.seen.append(request)
                act = self.script.pop(0) if self.script else self.otherwise
                if not act(Visit(peer, self._over)):
                    return

    def _read(self, peer: socket.socket, number: int) -> Seen | None:
        head = b""
        while b"\r\n\r\n" not in head:
            try:
                data = peer.recv(65536)
            except TimeoutError:
                if self._over.is_set():
                    return None
                continue
            if not data:
                return None
            head += data
        head, _, body = head.partition(b"\r\n\r\n")
        line, *rest = head.decode().split("\r\n")
        headers = {name.lower(): value for name, _, value in (one.partition(": ") for one in rest)}
        while len(body) < int(headers.get("content-length", 0)):
            body += peer.recv(65536)
        return Seen(number, line, headers, body)


@contextlib.contextmanager
def as_dynamodb(monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultServer]:
    """A server that the store's own client takes for DynamoDB, for as long as the context lasts. No try waits."""
    found = FaultServer()
    with found.running() as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION"):
            monkeypatch.setenv(name, "testing")
        monkeypatch.setattr(retries, "pause", lambda *_, **__: 0.0)
        yield found


def answer(
    body: bytes | None = None,
    *,
    status: int = 200,
    length: int | None = None,
    checksum: int | None = None,
    **headers: str,
) -> bytes:
    """An answer of HTTP: DynamoDB's usual one, but for what is said."""
    found = json.dumps(GOOD).encode() if body is None else body
    lines = [
        f"HTTP/1.1 {status} Reason",
        f"Content-Length: {len(found) if length is None else length}",
        f"x-amz-crc32: {crc32(found) if checksum is None else checksum}",
        *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()),
    ]
    return "\r\n".join([*lines, "\r\n"]).encode() + found


def error(code: str, *, status: int = 400, **more: Any) -> bytes:
    """A refusal in DynamoDB's words."""
    body = {"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "message": "no", **more}
    return answer(json.dumps(body).encode(), status=status)


def sends(data: bytes) -> Act:
    """Send this, and keep the connection."""
    return lambda visit: visit.send(data)


def cuts(data: bytes) -> Act:
    """Send this, and close the connection."""

    def act(visit: Visit) -> bool:
        visit.send(data)
        return False

    return act


def stalls(data: bytes = b"") -> Act:
    """Send this, and then nothing for ever."""

    def act(visit: Visit) -> bool:
        visit.send(data)
        return visit.wait()

    return act


def drips(data: bytes) -> Act:
    """Send this a byte at a time, and the last ones for ever."""

    def act(visit: Visit) -> bool:
        for byte in [*data, *(b"x" * 10_000)]:
            visit.send(bytes([byte]))
            if visit.over.wait(0.02):
                break
        return False

    return act


def resets(visit: Visit) -> bool:
    """Reset the connection."""
    visit.peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return False
