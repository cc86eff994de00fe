"""What stands in a client beside what is generated."""

from pathlib import Path

_FILES = Path(__file__).with_name("templates")
_TEXT = ".txt"
_VERSION = "{{ version }}"


def copy(language: str, folder: Path, version: str) -> None:
    """Copy the files of a language's client. Programs in it end with `.txt`: they run only where they are copied to."""
    source = _FILES / language
    for file in sorted(path for path in source.rglob("*") if path.is_file()):
        target = folder / file.relative_to(source)
        if target.suffix == _TEXT:
            target = target.with_suffix("")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(file.read_text().replace(_VERSION, version))
