"""Files that a process holds for as long as it lives, with its number in them: kill -9 gives them up too."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def held(file: Path) -> Iterator[bool]:
    """Hold the file for as long as the context lasts; whether nobody else holds it already."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a+") as opened:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        opened.truncate(0)
        opened.write(str(os.getpid()))
        opened.flush()
        yield True


def holder(file: Path) -> int | None:
    """The number of the process that holds the file now, if any."""
    with suppress(OSError, ValueError), file.open("r+") as opened:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return int(opened.read())
    return None
