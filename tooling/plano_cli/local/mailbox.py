"""The emails that the local Mandrill took: one line of a file each, so that they are there again the next time."""

import json
import threading
from pathlib import Path
from typing import Any


class Mailbox:
    """A file of emails."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._kept = [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    def keep(self, email: dict[str, Any]) -> None:
        """Add an email."""
        with self._lock, self._file.open("a") as file:
            file.write(json.dumps(email) + "\n")
            self._kept.append(email)

    def newest(self) -> list[dict[str, Any]]:
        """All of them, the newest first."""
        with self._lock:
            return self._kept[::-1]
