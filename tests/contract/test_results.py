"""README shows the table that the last `make bench` wrote, and nothing else."""

import pytest

from benchmarks.readme import README, TABLE, part, shown, with_part

TABLE_OF_TWO = (
    "| | start |\n|---|---|\n| Plano | 1 |\n\n| start of | ms |\n|---|---|\n| orders.read | 2 |\n\nMedians.\n"
)


def test_readme_shows_the_table_of_the_results() -> None:
    expected = part(TABLE.read_text()) if TABLE.exists() else ""
    assert shown(README.read_text()) == expected


def test_the_part_is_written_in_the_place_of_the_one_before() -> None:
    readme = README.read_text()
    once = with_part(readme, TABLE_OF_TWO)
    assert shown(once).startswith("| | start |\n|---|---|\n| Plano | 1 |")
    assert "orders.read" not in once
    assert with_part(with_part(readme, TABLE_OF_TWO.replace("1", "7")), TABLE_OF_TWO) == once
    assert once.startswith(readme.partition("<!--")[0])
    assert once.endswith(readme.rpartition("-->")[2])


def test_a_readme_without_a_place_for_it_is_not_overwritten() -> None:
    with pytest.raises(ValueError, match="not found"):
        with_part("# Plano\n", TABLE_OF_TWO)
