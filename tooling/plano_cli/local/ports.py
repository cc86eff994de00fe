"""Ports of this machine: the one that was used last, where it is free, so that addresses stay what they were."""

import socket
from contextlib import suppress
from pathlib import Path

from plano_cli.local.files import write_whole
from plano_cli.problems import Problem

HOST = "127.0.0.1"


def free_port(first: int) -> int:
    """The first port from `first` on that nobody listens on.

    Raises:
        Problem: all of the next two hundred are taken.
    """
    for port in _from(first):
        if is_free(port):
            return port
    raise _none_is_free(first)


def is_free(port: int) -> bool:
    """Whether nobody listens on this port now."""
    try:
        _bound(port).close()
    except (OSError, OverflowError):
        return False
    return True


def listening(file: Path, first: int) -> socket.socket:
    """A socket that listens on the port that the file names, or on another, which the file then names: nobody gets it.

    Raises:
        Problem: none is free.
    """
    last = last_port(file)
    for port in [*([last] if last else []), *_from(first)]:
        if (found := _listen(port)) is not None:
            write_whole(file, str(port))
            return found
    raise _none_is_free(first)


def last_port(file: Path) -> int | None:
    """The port that the file names, if it names one."""
    try:
        return int(file.read_text())
    except (OSError, ValueError):
        return None


def same_port(file: Path, first: int) -> int:
    """The port that the file names, if it is free; otherwise another, from `first` on."""
    last = last_port(file)
    return last if last and is_free(last) else free_port(first)


def _from(first: int) -> range:
    return range(first, first + 200)


def _listen(port: int) -> socket.socket | None:
    """Listen there, unless somebody else does, or does so at this moment."""
    with suppress(OSError, OverflowError):
        found = _bound(port)
        try:
            found.listen()
        except OSError:
            found.close()
        else:
            return found
    return None


def _bound(port: int) -> socket.socket:
    found = socket.socket()
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((HOST, port))
    except BaseException:
        found.close()
        raise
    return found


def _none_is_free(first: int) -> Problem:
    ports = _from(first)
    return Problem(f"No port between {ports[0]} and {ports[-1]} is free: end what listens there, and try again")
