"""The emails that the local Mandrill took: one line of a file each, so that they are there again the next time."""

import json
import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any


class Mailbox:
    """A file of emails."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._kept = [*_whole_lines(file)]
        self._broken_off = file.exists() and not file.read_text().endswith("\n")

    def keep(self, email: dict[str, Any]) -> None:
        """Add an email."""
        with self._lock:
            self._append(json.dumps(email) + "\n")
            self._kept.append(email)

    def _append(self, line: str) -> None:
        before = self._file.stat().st_size if self._file.exists() else 0
        try:
            with self._file.open("a") as file:
                file.write(f"\n{line}" if self._broken_off else line)
        except OSError:  # a full disk takes half of it, which would spoil the next
            with suppress(OSError):
                os.truncate(self._file, before)
            raise
        self._broken_off = False

    def newest(self) -> list[dict[str, Any]]:
        """All of them, the newest first."""
        with self._lock:
            return self._kept[::-1]


def _whole_lines(file: Path) -> Iterator[dict[str, Any]]:
    """The emails that were written to their end: a run that was killed may have left half a line."""
    for line in file.read_text().splitlines() if file.exists() else ():
        with suppress(ValueError):
            yield json.loads(line)
