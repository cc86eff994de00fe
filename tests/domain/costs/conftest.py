"""`--write` writes the tables of docs/scale.md instead of comparing them: what `make costs` does."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write", action="store_true", help="write the tables into docs/scale.md")
