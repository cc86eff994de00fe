"""A plugin of pytest for mutants: the tests that killed others of the same function come first, then the quick ones.

Most mutants die at the first test so. What is known of the others stands beside them, in the folder they are tried in.
"""

import json
import os
from collections import Counter
from pathlib import Path

import pytest

_KILLS = Path("kills.txt")
_STATS = Path("mutmut-stats.json")
_NAMED = "MUTANT_UNDER_TEST"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the likely killers first; as they come where no mutant is tried."""
    if not _function():
        return
    kills = [tuple(line.split(" ", 1)) for line in _KILLS.read_text().splitlines()] if _KILLS.exists() else []
    here = Counter(test for function, test in kills if function == _function())
    anywhere = Counter(test for _, test in kills)
    seconds: dict[str, float] = json.loads(_STATS.read_text())["duration_by_test"]
    items.sort(key=lambda item: (-here[item.nodeid], -anywhere[item.nodeid], seconds.get(item.nodeid, 0)))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note which test killed a mutant."""
    if report.failed and _function():
        with _KILLS.open("a") as kills:
            kills.write(f"{_function()} {report.nodeid}\n")


def _function() -> str:
    return os.environ.get(_NAMED, "").rpartition("__mutmut_")[0]
