"""`--write-proven` writes what is received into proven.json instead of comparing them: what `make proven` does."""

from typing import Any

import pytest

NOTES = pytest.StashKey[list[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-proven", action="store_true", help="keep what is received in proven.json")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[NOTES] = []


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    for line in config.stash.get(NOTES, []):
        terminalreporter.write_line(line)


@pytest.fixture
def notes(request: pytest.FixtureRequest) -> list[str]:
    """What the run says at its end."""
    return request.config.stash.setdefault(NOTES, [])
