"""The journal: what became of each row, in a database beside the file, so that an import can be killed anywhere."""

import sqlite3
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from plano_cli.importing import stored
from plano_cli.importing.row import Row
from plano_cli.problems import Problem

IMPORTED, THERE, REJECTED = "imported", "there", "rejected"
_TABLES = """
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS rows (
  number INTEGER PRIMARY KEY, first_line INTEGER, last_line INTEGER, became TEXT, key TEXT, is_key_made_up INTEGER,
  line_item_id INTEGER, reason TEXT, cells TEXT
);
CREATE TABLE IF NOT EXISTS earlier (key TEXT PRIMARY KEY, number INTEGER, is_imported INTEGER);
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row."""

    row: Row
    became: str
    line_item_id: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of all rows so far."""

    imported: int = 0
    there: int = 0
    rejected: int = 0
    blank: int = 0
    done_at: str | None = None
    """When an earlier run had imported all of it."""

    @property
    def rows(self) -> int:
        """How many rows there are: each is in one of three numbers."""
        return self.imported + self.there + self.rejected


def journal_path(path: Path) -> Path:
    """Where the journal of a file's import is."""
    return path.with_name(f"{path.name}.import")


class Journal:
    """The journal of one file's import, which nobody else can have at the same time."""

    def __init__(self, path: Path) -> None:
        self._path = journal_path(path)
        with _plainly(self._path):
            self._db = sqlite3.connect(self._path, timeout=0)
            try:
                self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
                self._db.execute("BEGIN EXCLUSIVE").connection.commit()
                self._db.executescript(_TABLES)
                self._counts = Counter(
                    dict(self._db.execute("SELECT became, count(*) FROM rows GROUP BY became").fetchall())
                )
            except sqlite3.Error:
                self._db.close()
                raise

    def __enter__(self) -> "Journal":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        is_needed = True
        with suppress(sqlite3.Error):
            is_needed = bool(self.last_number() or self.get("done_at") or self.earlier())
        self._db.close()
        if not is_needed:
            with suppress(OSError):
                self._path.unlink()

    def get(self, name: str) -> str | None:
        """A fact about the import."""
        found = self._db.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
        return str(found[0]) if found else None

    def finish(self, **facts: str) -> None:
        """The import is done: keep facts about it, and forget the file as it was earlier."""
        self.put(**facts)
        with _plainly(self._path), self._db:
            self._db.execute("DELETE FROM earlier")

    def put(self, **facts: str) -> None:
        """Keep facts about the import."""
        with _plainly(self._path), self._db:
            self._db.executemany("INSERT OR REPLACE INTO state VALUES (?, ?)", facts.items())

    def begin_anew(self, *, is_same_api: bool) -> None:
        """Forget the rows, but for the keys that were made up for them: by these an edited row is noticed."""
        with _plainly(self._path), self._db:
            if is_same_api:
                self._db.execute(
                    "INSERT OR REPLACE INTO earlier SELECT key, number, became != ? FROM rows WHERE is_key_made_up",
                    (REJECTED,),
                )
            else:
                self._db.execute("DELETE FROM earlier")
            self._db.execute("DELETE FROM rows")
            self._counts.clear()
            self._db.execute("DELETE FROM state WHERE name NOT IN ('rejects', 'url')")

    def add(self, outcomes: Sequence[Outcome]) -> None:
        """Keep what became of rows, of all of them or of none."""
        values = [
            (
                one.row.number,
                *one.row.lines,
                one.became,
                one.row.key,
                one.row.is_key_made_up,
                one.line_item_id,
                one.reason,
                stored.to_text(one.row.cells) if one.became == REJECTED else None,
            )
            for one in outcomes
        ]
        with _plainly(self._path), self._db:
            self._db.executemany("INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
        self._counts.update(one.became for one in outcomes)

    def last_number(self) -> int:
        """The number of the last row that something became of."""
        found = self._db.execute("SELECT max(number) FROM rows").fetchone()[0]
        return int(found or 0)

    def summary(self) -> Summary:
        """What became of all rows so far."""
        counts = self._counts
        return Summary(counts[IMPORTED], counts[THERE], counts[REJECTED], int(self.get("blank") or 0))

    def earlier(self) -> dict[str, tuple[int, bool]]:
        """The keys that were made up for rows: each with the number of its row, and whether it was imported."""
        found = self._db.execute(
            "SELECT key, number, is_imported FROM earlier"
            " UNION ALL SELECT key, number, became != ? FROM rows WHERE is_key_made_up",
            (REJECTED,),
        )
        return {str(key): (int(number), bool(is_imported)) for key, number, is_imported in found}

    def rejected(self) -> Generator[Outcome]:
        """The rejected rows, in the file's order."""
        query = "SELECT number, first_line, last_line, key, is_key_made_up, reason, cells FROM rows WHERE became = ?"
        with closing(self._db.execute(f"{query} ORDER BY number", (REJECTED,))) as found:
            for number, first, last, key, is_made_up, reason, cells in found:
                row = Row(number, (first, last), {}, stored.from_text(cells), None, key, bool(is_made_up))
                yield Outcome(row, REJECTED, None, reason)

    def lines(self) -> Iterator[tuple[int, int, int]]:
        """The number of each row, and from which line to which it stands."""
        yield from self._db.execute("SELECT number, first_line, last_line FROM rows ORDER BY number")


@contextmanager
def _plainly(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise Problem(_said(path, str(error))) from error


def _said(path: Path, error: str) -> str:
    if "locked" in error:
        return f"Another import of this file is under way ({path.name} is in use): wait until it has ended"
    if "full" in error or "I/O" in error:
        return f"{path} can't be written: is the disk full? Make room and start again; nothing is imported twice"
    if "unable to open" in error or "readonly" in error:
        return f"{path} can't be written: the journal is kept beside the file. Copy the file to a folder of yours"
    return f"{path} can't be read: remove it to begin anew; nothing is imported twice ({error})"
