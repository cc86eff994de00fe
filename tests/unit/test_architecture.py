"""docs/architecture.md leads where it says: its files are there, and hold what it names."""

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "architecture.md"
LAYER = PAGE.parents[1] / "layers" / "plano" / "plano"
_LINK = re.compile(r"\]\(([^)]+)\)")
_NAME = re.compile(r"`([^`]+)`")


def _rows() -> list[list[str]]:
    """The table of three steps, without its head: the question, and the steps."""
    table = [line.strip("|").split("|") for line in PAGE.read_text().splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in table[2:]]


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row[0].replace(" ", "-"))
def test_each_step_holds_what_it_names_and_leads_to_the_next(row: list[str]) -> None:
    _, *steps = row
    assert len(steps) == 3
    text = (PAGE.parents[1] / "functions" / "line_items" / "create.py").read_text()
    for step in steps:
        names = [name.partition(":")[0].rpartition(".")[2] for name in _NAME.findall(step)]
        assert names
        assert names[0] in text, f"{names[0]} is not to be found from the step before"
        linked = [(PAGE.parent / link).read_text() for link in _LINK.findall(step)]
        text = "\n".join(linked) if linked else text
        assert [name for name in names if name not in text] == []


def test_the_steps_of_the_way_are_files_of_the_pipeline() -> None:
    named = re.findall(r"[├└]─ +(\w+\.py)", PAGE.read_text())
    assert len(named) > 5
    assert [name for name in named if not (LAYER / "pipeline" / name).exists()] == []


def test_every_link_leads_to_a_file() -> None:
    links = [link for link in _LINK.findall(PAGE.read_text()) if "://" not in link and not link.startswith("#")]
    assert links
    assert [link for link in links if not (PAGE.parent / link.partition("#")[0]).exists()] == []
