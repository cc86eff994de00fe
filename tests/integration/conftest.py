"""What looks back on a whole run comes last."""

from pathlib import Path

import pytest

from whole_runs import note_deselected, put_last


def pytest_deselected(items: list[pytest.Item]) -> None:
    note_deselected(items)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for name in ("test_proven.py", "test_sent.py"):
        put_last(config, items, Path(__file__).with_name(name))
