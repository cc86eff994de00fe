"""Writing files together or not at all: what was there is there again when a later step fails."""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def all_or_nothing(paths: Iterable[Path]) -> Iterator[None]:
    """Have these files be as they were, and no new folder left, where the context ends with an error.

    Args:
        paths: all that may be written in the context, whether it is there already or not.
    """
    before = {path: path.read_bytes() if path.exists() else None for path in paths}
    new = {folder for path in before for folder in path.parents if not folder.exists()}
    try:
        yield
    except BaseException:
        for path, content in before.items():
            if content is not None:
                path.write_bytes(content)
            else:
                path.unlink(missing_ok=True)
        for folder in new:
            shutil.rmtree(folder, ignore_errors=True)
        raise
