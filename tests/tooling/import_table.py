"""What becomes of the thirty files, as the table in docs/import.md says it. Run as a program, it writes the table."""

import tempfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from plano_cli.importing.journal import Journal
from plano_cli.importing.run import run_import
from plano_cli.local.paths import PROJECT
from plano_cli.problems import Problem
from tooling.import_api import FakeApi, serving
from tooling.import_files import FILES, OfficeFile

DOCS = PROJECT / "docs" / "import.md"
_BEGIN, _END = "<!-- the table begins -->\n", "<!-- the table ends -->\n"


def table(folder: Path) -> str:
    """The table, from importing each file."""
    return "".join(_rows(folder))


def table_of_docs() -> str:
    """The table as it is in the docs."""
    return DOCS.read_text().partition(_BEGIN)[2].partition(_END)[0]


def _rows(folder: Path) -> Iterator[str]:
    yield "| file | what is special | read as | what becomes of it |\n|---|---|---|---|\n"
    for file in FILES:
        read_as, became = _become(file, folder)
        yield f"| {file.name} | {file.features} | {read_as} | {became} |\n".replace("\x0b", " ")


def _become(file: OfficeFile, folder: Path) -> tuple[str, str]:
    path = file.make(folder)
    said: list[str] = []
    with serving(FakeApi()) as api:
        try:
            done = run_import(path, api.url, "token", lambda *_: None, file.options, say=said.append)
        except Problem as problem:
            return "", f"refused: {str(problem).replace(f'{folder}/', '')}"
    with Journal(path) as journal:
        reasons = [f"row {one.row.number}: {one.reason}" for one in journal.rejected()]
    prices = sum((Decimal(item["price"]) for item in api.items.values() if "price" in item), Decimal(0))
    counts = [f"{done.imported} imported" + (f" (prices {prices})" if prices else "")]
    counts += [f"{done.rejected} rejected"] if done.rejected else []
    counts += [f"{done.blank} blank"] if done.blank else []
    return " ".join(said).removeprefix("Read as "), "; ".join([", ".join(counts), *reasons])


def main() -> None:
    """Write the table into the docs."""
    with tempfile.TemporaryDirectory() as folder:
        text = DOCS.read_text()
        before, after = text.partition(_BEGIN)[0], text.partition(_END)[2]
        DOCS.write_text(f"{before}{_BEGIN}{table(Path(folder))}{_END}{after}")


if __name__ == "__main__":
    main()
