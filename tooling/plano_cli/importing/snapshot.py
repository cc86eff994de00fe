"""The file as it was when the import began: what changes meanwhile is noticed."""

import hashlib
import stat
from dataclasses import dataclass
from pathlib import Path

from plano_cli.problems import Problem

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A file, and by what it is known again."""

    path: Path
    digest: str
    size: int
    mark: tuple[int, int, int]

    @classmethod
    def take(cls, path: Path) -> "Snapshot":
        """Read the file once, from start to end.

        Raises:
            Problem: it can't be read, or is no file with anything in it.
        """
        mark = _mark(path)
        found = hashlib.sha256()
        try:
            with path.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    found.update(chunk)
        except OSError as error:
            raise Problem(f"{path} can't be read: {error.strerror}") from error
        taken = cls(path, found.hexdigest(), mark[1], mark)
        taken.check()
        return taken

    def check(self) -> None:
        """Make sure that the file is still the same.

        Raises:
            Problem: it is not.
        """
        if _mark(self.path) != self.mark:
            raise Problem(
                f"{self.path} was changed while it was read. What is imported stays. Wait until the file is complete,"
                " and start again: nothing is imported twice"
            )


def _mark(path: Path) -> tuple[int, int, int]:
    try:
        found = path.stat()
    except OSError as error:
        raise Problem(f"{path} can't be read: {error.strerror}") from error
    if stat.S_ISDIR(found.st_mode):
        raise Problem(f"{path} is a folder: name one file in it")
    if not stat.S_ISREG(found.st_mode):
        raise Problem(f"{path} is read more than once, so it has to be a file on disk: save it first")
    if found.st_size == 0:
        raise Problem(f"{path} is empty: it has 0 bytes. Export it again")
    return found.st_ino, found.st_size, found.st_mtime_ns
