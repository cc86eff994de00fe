"""Mutants are tried first with the tests that killed others of the same function, so most are killed at once.

Those few are a run of pytest of their own: to collect hundreds of tests takes seconds, for each mutant. Who killed what
stands in a file of the copy, since each mutant has a process of its own.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from mutmut.runners.harness import PytestRunner
from mutmut.utils.file_utils import change_cwd

_KILLS = Path("kills.txt")
_OF_FUNCTION, _OF_OTHERS = 8, 4
_SURVIVED = 0


class _Killer:
    """A plugin of pytest that hears which test failed."""

    test: str | None = None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.test = report.nodeid


def use() -> None:
    """Patch mutmut to do this."""
    usual: Callable[..., int] = PytestRunner.run_tests

    def run_tests(runner: Any, *, mutant_name: str | None, tests: Iterable[str]) -> int:
        if not mutant_name:
            return usual(runner, mutant_name=mutant_name, tests=tests)
        function, covering = mutant_name.rpartition("__mutmut_")[0], list(tests)
        likely = _likely(function, covering)
        others = [test for test in covering if test not in likely]
        return _run(runner, function, likely) or _run(runner, function, others)

    PytestRunner.run_tests = run_tests


def _likely(function: str, covering: Sequence[str]) -> list[str]:
    kills = [line.split(" ", 1) for line in _KILLS.read_text().splitlines()] if _KILLS.exists() else []
    here = Counter(test for killed, test in kills if killed == function and test in covering)
    anywhere = Counter(test for _, test in kills if test in covering)
    found = [test for test, _ in (*here.most_common(_OF_FUNCTION), *anywhere.most_common(_OF_OTHERS))]
    return list(dict.fromkeys(found))


def _run(runner: Any, function: str, tests: Sequence[str]) -> int:
    if not tests:  # pytest would run all of them
        return _SURVIVED
    killer = _Killer()
    with change_cwd("mutants"):
        code = int(runner.execute_pytest(runner._pytest_args_regular_run(tests), plugins=[killer]))
    if killer.test:
        with _KILLS.open("a") as kills:
            kills.write(f"{function} {killer.test}\n")
    return code
