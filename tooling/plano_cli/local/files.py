"""Writing files so that a full disk, or a kill in the middle, leaves the one that was there."""

from contextlib import suppress
from pathlib import Path


def write_whole(file: Path, text: str) -> None:
    """Replace the file's text, or leave the file as it is and raise what is in the way."""
    new = file.with_name(f"{file.name}.new")
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        new.write_text(text)
        new.replace(file)
    except BaseException:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise


def follow(folder: Path, before: str, now: str) -> None:
    """Have the JSON files of the folder name another address: queues' addresses hold the port."""
    for file in folder.glob("*.json"):
        text = file.read_text()
        if before in text:
            write_whole(file, text.replace(before, now))
