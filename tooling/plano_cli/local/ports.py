"""Ports of this machine: the one that was used last, where it is free, so that addresses stay what they were."""

import socket
from contextlib import suppress
from pathlib import Path

from plano_cli.problems import Problem

HOST = "127.0.0.1"


def free_port(first: int) -> int:
    """The first port from `first` on that nobody listens on.

    Raises:
        Problem: all of the next two hundred are taken.
    """
    for port in range(first, first + 200):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with suppress(OSError, OverflowError):
                probe.bind((HOST, port))
                return port
    raise Problem(f"No port between {first} and {first + 199} is free: end what listens there, and try again")


def last_port(file: Path) -> int | None:
    """The port that the file names, if it names one."""
    try:
        return int(file.read_text())
    except (OSError, ValueError):
        return None


def same_port(file: Path, first: int) -> int:
    """The port that the file names, if it is free; otherwise another, from `first` on."""
    last = last_port(file)
    return last if last and free_port(last) == last else free_port(first)
