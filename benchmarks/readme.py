"""README's part of the results, between two marks: their table, without the starts of all routes."""

from pathlib import Path

from plano_cli.local.paths import PROJECT

README = PROJECT / "README.md"
RESULTS = Path(__file__).parent / "results"
TABLE, PICTURE, RAW = RESULTS / "table.md", RESULTS / "start.svg", RESULTS / "raw.json"
STARTS = "| start of |"
"""What the table of all routes' starts begins with."""
_BEGIN, _END = "<!-- make bench writes what follows -->", "<!-- up to here -->"


def part(table: str) -> str:
    """What README shows of the table that is in the results."""
    before, _, rest = table.partition(STARTS)
    about = rest.rstrip().rpartition("\n\n")[2]
    picture, all_of_it = (path.relative_to(PROJECT).as_posix() for path in (PICTURE, TABLE))
    return f"{before.strip()}\n\n![Time to the first answer]({picture})\n\n{about} [All routes]({all_of_it})."


def shown(readme: str) -> str:
    """What README shows now.

    Raises:
        ValueError: the marks are not in it.
    """
    begin, end = readme.index(_BEGIN), readme.index(_END)
    return readme[begin + len(_BEGIN) : end].strip()


def with_part(readme: str, table: str) -> str:
    """README with this table.

    Raises:
        ValueError: the marks are not in it.
    """
    begin, end = readme.index(_BEGIN), readme.index(_END)
    return f"{readme[:begin]}{_BEGIN}\n\n{part(table)}\n\n{readme[end:]}"
