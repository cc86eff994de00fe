"""All Python is checked for its types: mypy is told the packages by name, and a new one has to be among them."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_MYPY = tomllib.loads((_ROOT / "pyproject.toml").read_text())["tool"]["mypy"]


def _packages(base: Path) -> Iterator[str]:
    """What can be imported where this folder is on the path."""
    for path in base.iterdir():
        if path.suffix == ".py" or (path.is_dir() and any(path.rglob("*.py"))):
            yield path.stem


@pytest.mark.parametrize("base", ["layers/plano", "functions", "tooling", "tests"])
def test_mypy_checks_every_package(base: str) -> None:
    assert base in _MYPY["mypy_path"]
    assert sorted(set(_packages(_ROOT / base)) - set(_MYPY["packages"])) == []
