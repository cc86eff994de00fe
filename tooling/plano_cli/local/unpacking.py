"""The local AWS unpacks code and layers once: the environments of its functions, which have the same, share them.

By itself it unpacks all for each environment, one after the other: some seconds, and 45 MB on the disk.
"""

import zipfile
from contextlib import suppress
from functools import partial
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from threading import Lock
from types import SimpleNamespace

from ministack.core import lambda_runtime

ENVIRONMENTS = "ministack-lambda-"
"""What the name of an environment's folder begins with."""
_LOCK = Lock()


class Archive:
    """What MiniStack needs of a ZipFile. It is unpacked in `folder`, where others of the same content look as well."""

    def __init__(self, folder: Path, file: str) -> None:
        self._folder, self._file = folder, file
        self._unpacked = folder / sha256(Path(file).read_bytes()).hexdigest()

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def namelist(self) -> list[str]:
        """The files whose places have to be looked at: none, where that was done."""
        if self._unpacked.exists():
            return []
        with zipfile.ZipFile(self._file) as archive:
            return archive.namelist()

    def extractall(self, path: str) -> None:
        """Have the files in this folder, which is there and empty."""
        with _LOCK:
            if not self._unpacked.exists():
                _remove_unused(self._folder)
                begun = self._unpacked.with_suffix(".begun")
                with zipfile.ZipFile(self._file) as archive:
                    archive.extractall(begun)
                begun.rename(self._unpacked)
            Path(path).rmdir()
            Path(path).symlink_to(self._unpacked, target_is_directory=True)


def unpack_once(folder: Path) -> None:
    """Have what is unpacked kept in this folder, from now on."""
    lambda_runtime.zipfile = SimpleNamespace(**{**vars(zipfile), "ZipFile": partial(Archive, folder)})


def _remove_unused(folder: Path) -> None:
    """Remove what no environment points at any more: each edit while a stack runs makes another layer."""
    used = {target for place in folder.parent.glob(f"{ENVIRONMENTS}*") for target in _targets(place)}
    for unpacked in folder.glob("*"):
        if unpacked not in used:
            rmtree(unpacked, ignore_errors=True)


def _targets(environment: Path) -> list[Path]:
    """What an environment points at: nothing, where it is removed just now."""
    with suppress(FileNotFoundError):
        return [entry.readlink() for entry in environment.iterdir() if entry.is_symlink()]
    return []
