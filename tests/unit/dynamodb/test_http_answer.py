"""Answers of HTTP are read as the standard library reads them; what is none is refused, wherever it ends."""

import io
import socket
from http.client import HTTPResponse
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plano.store.dynamodb import http_answer
from plano.store.dynamodb.http_answer import Answer, NotHttp, read_answer

BY_LENGTH = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: b\r\n\r\nhello"
IN_CHUNKS = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;a=b\r\nlo\r\n0\r\nX-After: all\r\n\r\n"
NAMES = st.text("abcXYZ019-!", min_size=1, max_size=8).map(lambda name: f"X-{name}")
VALUES = st.text("abc ,;=\t\xe4", max_size=12)
HEADERS = st.lists(st.tuples(NAMES, VALUES), max_size=5, unique_by=lambda header: header[0].lower())


class OfTheLibrary:
    """What `HTTPResponse` wants of a socket."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def makefile(self, _mode: str) -> io.BytesIO:
        """The bytes that come."""
        return io.BytesIO(self._data)


def read(data: bytes) -> tuple[Answer, bool]:
    """Our own reading."""
    return read_answer(io.BufferedReader(io.BytesIO(data)))


def read_by_the_library(data: bytes) -> tuple[Answer, bool]:
    """The same by `http.client`."""
    response = HTTPResponse(cast("socket.socket", OfTheLibrary(data)))
    response.begin()
    body, stays = response.read(), not response.will_close
    headers = {name.lower(): value.strip() for name, value in response.headers.items()}
    return Answer(response.status, headers, body), stays


def rendered(status: int, version: str, headers: list[tuple[str, str]], framing: list[str], body: bytes) -> bytes:
    """An answer as it travels."""
    lines = [f"HTTP/{version} {status} Reason", *framing, *(f"{name}: {value}" for name, value in headers)]
    return "\r\n".join([*lines, "\r\n"]).encode("latin-1") + body


def chunked(parts: list[bytes]) -> bytes:
    """A body in these chunks."""
    return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts if part) + b"0\r\n\r\n"


@given(
    status=st.integers(200, 599).filter(lambda status: status not in (204, 304)),
    version=st.sampled_from(["1.1", "1.0"]),
    headers=HEADERS,
    framing=st.sampled_from(["length", "chunks", "end"]),
    connection=st.sampled_from([[], ["Connection: close"], ["connection: Keep-Alive, x"]]),
    parts=st.lists(st.binary(max_size=20), max_size=4),
)
def test_they_are_read_as_the_standard_library_reads_them(
    status: int, version: str, headers: list[tuple[str, str]], framing: str, connection: list[str], parts: list[bytes]
) -> None:
    body = chunked(parts) if framing == "chunks" else b"".join(parts)
    told = {"length": [f"Content-Length: {len(body)}"], "chunks": ["Transfer-Encoding: Chunked"], "end": []}[framing]
    data = rendered(status, version, headers, [*connection, *told], body)
    answer, stays = read(data)
    expected, would_stay = read_by_the_library(data)
    assert answer == expected
    # What keeps a connection of HTTP/1.0 open is not worth knowing: it is closed.
    assert stays is (would_stay and version == "1.1")


@pytest.mark.parametrize("data", [BY_LENGTH, IN_CHUNKS], ids=["by its length", "in chunks"])
def test_one_that_ends_too_early_is_none(data: bytes) -> None:
    assert read(data)[0].body == b"hello"
    for end in range(1, len(data)):
        with pytest.raises(NotHttp):
            read(data[:end])


def test_nothing_at_all_is_a_connection_that_was_closed() -> None:
    with pytest.raises(ConnectionResetError):
        read(b"")


def test_what_comes_after_it_is_not_read() -> None:
    incoming = io.BytesIO(BY_LENGTH + IN_CHUNKS + BY_LENGTH)
    assert [read_answer(incoming)[0].body for _ in range(3)] == [b"hello"] * 3


def test_one_that_is_announced_is_waited_for() -> None:
    early = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
    assert read(early + BY_LENGTH) == read(BY_LENGTH)


def test_a_header_that_comes_twice_has_both_values() -> None:
    answer, _ = read(BY_LENGTH.replace(b"X-A: b", b"X-A: b\r\nx-a:  c "))
    assert answer.headers["x-a"] == "b, c"


@pytest.mark.parametrize("status", [204, 304])
def test_some_have_no_body(status: int) -> None:
    incoming = io.BytesIO(rendered(status, "1.1", [], ["Content-Length: 5"], b"") + BY_LENGTH)
    assert [read_answer(incoming)[0].body for _ in range(2)] == [b"", b"hello"]


@pytest.mark.parametrize(
    ("instead_of", "comes"),
    [
        (b"HTTP/1.1", b"HTTP/2"),
        (b"HTTP/1.1", b"http/1.1"),
        (b" 200", b" 20"),
        (b" 200", b" 2000"),
        (b" 200", b" +20"),
        (b" 200 OK", b""),
        (b"X-A: b", b"X-A"),
        (b"X-A: b", b": b"),
        (b"X-A: b", b"X-A : b"),
        (b"X-A: b", b" X-A: b"),
        (b"X-A: b", b"X-A: " + b"b" * 70_000),
        (b"X-A: b", b"\r\n".join([b"X-A: b"] * 100)),
        (b"X-A: b", b"Content-Length: 6"),
        (b"X-A: b", b"Transfer-Encoding: chunked"),
        (b"Content-Length: 5", b"Transfer-Encoding: gzip, chunked"),
        (b"Length: 5", b"Length: -5"),
        (b"Length: 5", b"Length: 5_0"),
        (b"Length: 5", b"Length: \xb2"),
        (b"Length: 5", b"Length:"),
        (b"Length: 5", b"Length: " + b"9" * 5000),
        (b"Length: 5", b"Length: %d" % (http_answer.LARGEST + 1)),
    ],
)
def test_what_rfc_9112_does_not_know_is_none(instead_of: bytes, comes: bytes) -> None:
    assert BY_LENGTH.count(instead_of) == 1
    with pytest.raises(NotHttp):
        read(BY_LENGTH.replace(instead_of, comes) + b"x" * 100)


@pytest.mark.parametrize("size", [b"", b"-3", b"+3", b"0x3", b"3_", b"3 3", b"fffffffffff", b"2", b"4"])
def test_a_chunk_is_as_long_as_it_says(size: bytes) -> None:
    with pytest.raises(NotHttp):
        read(IN_CHUNKS.replace(b"\r\n3\r\n", b"\r\n" + size + b"\r\n"))


@pytest.mark.parametrize("framing", ["length", "chunks", "end"])
def test_none_is_larger_than_any_of_dynamodb_s(monkeypatch: pytest.MonkeyPatch, framing: str) -> None:
    data = {"length": BY_LENGTH, "chunks": IN_CHUNKS, "end": BY_LENGTH.replace(b"Content-Length: 5\r\n", b"")}[framing]
    monkeypatch.setattr(http_answer, "LARGEST", 5)
    assert read(data)[0].body == b"hello"
    monkeypatch.setattr(http_answer, "LARGEST", 4)
    with pytest.raises(NotHttp):
        read(data)
