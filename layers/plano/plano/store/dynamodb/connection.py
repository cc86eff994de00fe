"""A connection of HTTP on which nothing takes longer than it may.

A socket's time-out begins anew with each byte, so a peer that sends one a second could go on for ever. Here no wait is
longer than what is left of the whole exchange. Only looking up a name has no time-out: Python has none for that.
"""

import io
import os
import socket
import time
from functools import lru_cache
from select import POLLIN, poll
from typing import TYPE_CHECKING, NamedTuple

from plano.store.dynamodb.endpoint import Endpoint
from plano.store.dynamodb.http_answer import Answer, NotHttp, read_answer

if TYPE_CHECKING:
    from ssl import SSLContext

    from _typeshed import WriteableBuffer

CONNECT_SECONDS = 1.0
"""How long connecting may take, and the handshake of TLS as long again."""
_IDLE_SECONDS = 60.0
"""After such a pause (the function was frozen, say) a connection may have been forgotten on its way."""


class Broken(Exception):
    """There was no complete answer. The cause says what came instead."""

    def __init__(self, what: str, *, timed_out: bool = False) -> None:
        super().__init__(what)
        self.timed_out = timed_out


class NoConnection(Broken):
    """Nothing was sent."""


class Times(NamedTuple):
    """What an exchange may take: `each` wait for the peer, and until when (by `time.monotonic`) all of it."""

    each: float
    ends: float

    def next(self, most: float | None = None) -> float:
        """How long the next wait may be.

        Raises:
            TimeoutError: the end has come.
        """
        left = self.ends - time.monotonic()
        if left <= 0:
            raise TimeoutError("the time for all of it is up")
        return min(left, self.each if most is None else most)

    def at_most(self, seconds: float) -> "Times":
        """The same, for a part of it that may take so many seconds."""
        return Times(min(self.each, seconds), min(self.ends, time.monotonic() + seconds))


class WasDead(Exception):
    """The connection was closed before it brought anything."""


class Connection:
    """A connection to an endpoint, which is there once this is made.

    Raises:
        OSError: there is none.
    """

    def __init__(self, endpoint: Endpoint, times: Times) -> None:
        self._socket = _connected(endpoint, times)
        self._timeout = self._socket.gettimeout()
        self._last_used = time.time()
        self.times = times
        self.has_brought_something = False

    def is_alive(self) -> bool:
        """Whether nothing is known against it: an idle connection brings a byte only if something is wrong."""
        if not 0 <= time.time() - self._last_used <= _IDLE_SECONDS:
            return False
        waiting = poll()
        waiting.register(self._socket, POLLIN)
        return not waiting.poll(0)

    def exchange(self, request: bytes, times: Times) -> tuple[Answer, bool]:
        """The answer, and whether another exchange can follow.

        Raises:
            WasDead, Broken: there was no complete answer.
        """
        self.times, self.has_brought_something = times, False
        try:
            self._send(request)
            return read_answer(io.BufferedReader(_Incoming(self)))
        except TimeoutError as error:
            raise Broken("no answer in time", timed_out=True) from error
        except OSError as error:
            if self.has_brought_something:
                raise Broken("half an answer") from error
            raise WasDead from error
        except NotHttp as error:
            raise Broken("an answer that is none of HTTP") from error
        finally:
            self._last_used = time.time()

    def receive(self, buffer: "WriteableBuffer") -> int:
        """Wait for bytes."""
        self._wait_at_most(self.times.next())
        count = self._socket.recv_into(buffer)
        self.has_brought_something = self.has_brought_something or count > 0
        return count

    def close(self) -> None:
        """Close it."""
        self._socket.close()

    def _wait_at_most(self, seconds: float) -> None:
        if seconds != self._timeout:  # it is the same for most waits, and each setting is a call of the system
            self._socket.settimeout(seconds)
            self._timeout = seconds

    def _send(self, request: bytes) -> None:
        rest = memoryview(request)
        while rest:
            self._wait_at_most(self.times.next())
            rest = rest[self._socket.send(rest) :]


class _Incoming(io.RawIOBase):
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        return self._connection.receive(buffer)


def _connected(endpoint: Endpoint, times: Times) -> socket.socket:
    problem: OSError = OSError("the name has no address")
    for family, kind, protocol, _, address in socket.getaddrinfo(endpoint.host, endpoint.port, type=socket.SOCK_STREAM):
        found = socket.socket(family, kind, protocol)
        try:
            found.settimeout(times.next(CONNECT_SECONDS))
            found.connect(address)
            found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return _secured(found, endpoint.host, times) if endpoint.is_secure else found
        except OSError as error:
            problem = error
            found.close()
    raise problem


def _secured(found: socket.socket, host: str, times: Times) -> socket.socket:
    context = tls()
    found.settimeout(times.next(CONNECT_SECONDS))
    return context.wrap_socket(found, server_hostname=host)


@lru_cache(maxsize=1)
def tls() -> "SSLContext":
    """Whom we trust: the system's authorities, or those in the file that AWS_CA_BUNDLE names."""
    import ssl

    context = ssl.create_default_context(cafile=os.environ.get("AWS_CA_BUNDLE") or None)
    context.set_alpn_protocols(["http/1.1"])
    return context
