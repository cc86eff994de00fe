"""The file of rejected rows: in the imported file's own format, each with its reason, to be mended and imported."""

import csv
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO
from unicodedata import category

import simplejson

from plano_cli.importing.journal import Outcome
from plano_cli.importing.row import KEY, MARKS, REASON, ROW
from plano_cli.importing.source import Format
from plano_cli.problems import Problem


def rejected_path(path: Path) -> Path:
    """Where the rejected rows of a file are."""
    return path.with_name(f"{path.stem}.rejected{path.suffix}")


def digest_of(path: Path) -> str | None:
    """By what the file of rejected rows is known again; None where there is none."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None


def write_rejected(path: Path, form: Format, rejected: Iterable[Outcome]) -> None:
    """Write the file, whole or not at all.

    Raises:
        Problem: it can't be written.
    """
    target = rejected_path(path)
    draft = target.with_name(f"{target.name}.draft")
    try:
        if form.kind == "xlsx":
            _write_workbook(draft, form, rejected)
        else:
            with draft.open("w", encoding=form.encoding, errors=form.errors, newline="") as file:
                (_write_json if form.kind == "json" else _write_csv)(file, form, rejected)
        draft.replace(target)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise Problem(
            f"{target} can't be written ({error.strerror}). Make room and start again: nothing is imported twice"
        ) from error


def _write_json(file: TextIO, _form: Format, rejected: Iterable[Outcome]) -> None:
    for one in rejected:
        marks = {ROW: one.row.number, REASON: one.reason, **({KEY: one.row.key} if one.row.is_key_made_up else {})}
        cells: Any = one.row.cells or {}
        # All in ASCII: what is no valid Unicode could not be written otherwise.
        file.write(simplejson.dumps({**marks, **cells}, use_decimal=True) + "\n")


def _write_csv(file: TextIO, form: Format, rejected: Iterable[Outcome]) -> None:
    if form.has_sep:
        file.write(f"sep={form.delimiter}{form.line_end}")
    writer = csv.writer(file, delimiter=form.delimiter, lineterminator=form.line_end)
    for cells in _table(form, rejected):
        writer.writerow(cells)


def _write_workbook(path: Path, form: Format, rejected: Iterable[Outcome]) -> None:
    from openpyxl import Workbook  # it takes long to load, and few files are workbooks

    book = Workbook(write_only=True)
    sheet = book.create_sheet("rejected")
    for cells in _table(form, rejected):
        sheet.append(cells)
    book.save(path)


def _table(form: Format, rejected: Iterable[Outcome]) -> Iterator[list[Any]]:
    """The header and the rows, each as it stands in the file, after the columns that say why."""
    yield [*MARKS, *_own(form, form.header[: form.width])]
    for one in rejected:
        reason = _readable(one.reason.encode(form.encoding, "replace").decode(form.encoding))
        key = one.row.key if one.row.is_key_made_up else ""
        yield [one.row.number, reason, key, *_own(form, list(one.row.cells))]


def _readable(text: str) -> str:
    """Without control characters, which no workbook can hold."""
    return "".join("?" if category(letter) == "Cc" and letter not in "\t\n\r" else letter for letter in text)


def _own(form: Format, cells: Sequence[Any]) -> list[Any]:
    """Without the columns of an earlier file of rejected rows."""
    kept = [cell for at, cell in enumerate(cells) if at >= len(form.header) or form.header[at] not in MARKS]
    while len(kept) > form.width and kept[-1] in (None, ""):
        kept.pop()
    return kept
