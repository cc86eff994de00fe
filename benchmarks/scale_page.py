"""docs/scale.md: its tables stand between two comments, of which the first names the command that makes them."""

import re
from collections.abc import Mapping

from plano_cli.local.paths import PROJECT

PAGE = PROJECT / "docs" / "scale.md"
_TABLE = re.compile(r"(<!-- (\w+): made by `make (\w+)` -->\n)(.*?)(<!-- end -->)", re.DOTALL)


def tables(text: str, command: str) -> dict[str, str]:
    """The tables of this command that stand in the page, by name."""
    return {name: table for _, name, maker, table, _ in _TABLE.findall(text) if maker == command}


def filled(text: str, command: str, made: Mapping[str, str]) -> str:
    """The page's text with these tables of the command in their places; all others stay as they are.

    Raises:
        ValueError: these are not the tables that the page has a place for.
    """
    if tables(text, command).keys() != made.keys():
        raise ValueError(f"{PAGE.name} has places for {list(tables(text, command))}, and there is {list(made)}")

    def of_command(found: re.Match[str]) -> str:
        return f"{found[1]}{made[found[2]]}{found[5]}" if found[3] == command else found[0]

    return _TABLE.sub(of_command, text)
