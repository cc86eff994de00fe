"""The figures of docs/scale.md are those of the code."""

from typing import Any

import pytest

from domain.costs.meter import Meter
from domain.costs.page import PAGE, blocks, filled


def test_the_tables_of_the_page_are_what_the_code_makes_of_them(tables: Any, request: pytest.FixtureRequest) -> None:
    text = PAGE.read_text()
    wanted = filled(text, blocks(Meter(tables)))
    if request.config.getoption("--write", default=False):
        PAGE.write_text(wanted)
    assert PAGE.read_text() == wanted, "docs/scale.md: make costs"
