"""Reading an answer of HTTP/1.1: its status, its headers, and its body, however the end of that is told.

The standard library's reader takes headers for those of an email, which takes its time to load and to read. Here, what
RFC 9112 doesn't know is no answer, and nothing is read without an end.
"""

from collections.abc import Mapping
from typing import BinaryIO, NamedTuple

LARGEST = 64 * 1024 * 1024
"""An answer that is larger is none of DynamoDB's, whose largest have 16 MB."""
_LONGEST_LINE = 65_536
_MOST_HEADERS = 100
_LONGEST_LENGTH = 20
_WITHOUT_BODY = (204, 304)
_HEX = b"0123456789abcdefABCDEF"


class NotHttp(Exception):
    """What came is no answer of HTTP, or not all of one."""


class Answer(NamedTuple):
    """An answer of HTTP. The names of its headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def read_answer(incoming: BinaryIO) -> tuple[Answer, bool]:
    """The answer, and whether another one can follow on its connection.

    Raises:
        NotHttp: it is none, or ended too early.
        ConnectionResetError: nothing came at all.
    """
    version, status = _status(incoming)
    headers = _headers(incoming)
    while status < 200:  # the answer itself is still to come
        version, status = _status(incoming)
        headers = _headers(incoming)
    body, has_end = _body(incoming, status, headers)
    stays = version == b"HTTP/1.1" and "close" not in headers.get("connection", "").lower()
    return Answer(status, headers, body), stays and has_end


def _status(incoming: BinaryIO) -> tuple[bytes, int]:
    line = incoming.readline(_LONGEST_LINE)
    if not line:
        raise ConnectionResetError("closed before an answer")
    version, _, rest = _whole(line).partition(b" ")
    code = rest[:3]
    if version not in (b"HTTP/1.1", b"HTTP/1.0") or not (len(code) == 3 and code.isdigit()) or rest[3:4].strip():
        raise NotHttp("another first line")
    return version, int(code)


def _headers(incoming: BinaryIO) -> dict[str, str]:
    """The headers up to the empty line; one that came several times with all its values."""
    found: dict[str, str] = {}
    for _ in range(_MOST_HEADERS + 1):
        line = _whole(incoming.readline(_LONGEST_LINE))
        if not line:
            return found
        name, colon, value = line.decode("latin-1").partition(":")
        if not colon or not name or name.split() != [name]:
            raise NotHttp("a line that is no header")
        name, value = name.lower(), value.strip(" \t")
        found[name] = f"{found[name]}, {value}" if name in found else value
    raise NotHttp("too many headers")


def _body(incoming: BinaryIO, status: int, headers: Mapping[str, str]) -> tuple[bytes, bool]:
    """The body, and whether its end was told otherwise than by the end of the connection."""
    length, coding = headers.get("content-length"), headers.get("transfer-encoding")
    if status in _WITHOUT_BODY:
        return b"", True
    if coding is not None:
        if coding.lower() != "chunked" or length is not None:
            raise NotHttp("a body whose end can't be known")
        return _chunks(incoming), True
    if length is None:
        found = incoming.read(LARGEST + 1)
        if len(found) > LARGEST:
            raise NotHttp("too large a body")
        return found, False
    if not (length.isascii() and length.isdigit() and len(length) < _LONGEST_LENGTH):
        raise NotHttp("a length that is none")
    return _exactly(incoming, int(length), LARGEST), True


def _chunks(incoming: BinaryIO) -> bytes:
    body = bytearray()
    while size := _size_of_chunk(incoming):
        body += _exactly(incoming, size, LARGEST - len(body))
        if incoming.read(2) != b"\r\n":
            raise NotHttp("a chunk of another size than it says")
    _headers(incoming)  # they may come after the last chunk too, and say nothing that is needed
    return bytes(body)


def _size_of_chunk(incoming: BinaryIO) -> int:
    digits = _whole(incoming.readline(_LONGEST_LINE)).partition(b";")[0].strip(b" \t")
    if not digits or digits.strip(_HEX):
        raise NotHttp("a chunk without its size")
    return int(digits, 16)


def _exactly(incoming: BinaryIO, size: int, most: int) -> bytes:
    if size > most:
        raise NotHttp("too large a body")
    found = incoming.read(size)
    if len(found) < size:
        raise NotHttp("a body that ended too early")
    return found


def _whole(line: bytes) -> bytes:
    """A line without its end."""
    if not line.endswith(b"\n"):
        raise NotHttp("a line without an end")
    return line[:-2] if line.endswith(b"\r\n") else line[:-1]
