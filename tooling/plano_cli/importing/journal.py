"""The journal: how far an import has come, in a file beside the imported one, so that it can be killed anywhere."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from plano_cli.problems import Problem


@dataclass(slots=True)
class Journal:
    """How far an import has come. `rejected_bytes` is how much of the file of rejected rows counts."""

    digest: str
    groups: int = 0
    imported: int = 0
    rejected: int = 0
    rejected_bytes: int = 0
    is_done: bool = False


def journal_path(path: Path) -> Path:
    """Where the journal of a file's import is."""
    return path.with_name(f"{path.name}.import.json")


def resume(path: Path, digest: str) -> Journal:
    """The journal of the file's import: where it was left, or a new one.

    Raises:
        Problem: the file was changed since.
    """
    try:
        kept = Journal(**json.loads(journal_path(path).read_text()))
    except FileNotFoundError:
        return Journal(digest)
    except (ValueError, TypeError) as error:
        raise Problem(
            f"{journal_path(path)} can't be read: remove it to begin anew; nothing is imported twice"
        ) from error
    if kept.digest != digest:
        raise Problem(
            f"{path} was changed since its import began. Put it back as it was; or, to begin anew, remove"
            f" {journal_path(path)}: rows with a `key` are not imported twice, others are if they moved to another line"
        )
    return kept


def save(path: Path, journal: Journal) -> None:
    """Write the journal, whole or not at all."""
    target = journal_path(path)
    draft = target.with_suffix(".tmp")
    with draft.open("w") as file:
        json.dump(asdict(journal), file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(target)
