"""Writing files so that a full disk, or a kill in the middle, leaves the one that was there."""

from contextlib import suppress
from pathlib import Path


def write_whole(file: Path, text: str) -> None:
    """Replace the file's text, or leave the file as it is and raise what is in the way."""
    new = file.with_name(f"{file.name}.new")
    try:
        new.write_text(text)
        new.replace(file)
    except BaseException:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise
