"""Builds and caches are kept by what they depend on: the Python, the place, the packages, the code."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from plano_cli.local import deployment
from plano_cli.local.paths import Home

_MANDRILL = "http://127.0.0.1:4800"


def _project(root: Path) -> Home:
    requirements = root / "layers" / "dependencies" / "requirements.txt"
    requirements.parent.mkdir(parents=True)
    requirements.write_text("jinja2==3.1.6\n")
    (root / "functions" / "orders").mkdir(parents=True)
    (root / "functions" / "orders" / "read.py").write_text("handler = None\n")
    for name in ("template.yaml", "samconfig.toml"):
        (root / name).write_text("")
    return Home(root / ".local", root)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return _project(tmp_path / "a project")


_CHANGES: dict[str, Callable[[Home, pytest.MonkeyPatch], object]] = {
    "python": lambda _, patch: patch.setattr(sys, "version", "3.12.1 (main)"),
    "packages": lambda home, _: (home.project / "layers/dependencies/requirements.txt").write_text("jinja2==3.1.7\n"),
    "environment": lambda _, patch: patch.setattr(sys, "prefix", "/elsewhere/.venv"),
    "code": lambda home, _: (home.project / "functions/orders/read.py").write_text("handler = 1\n"),
}


@pytest.mark.parametrize(
    ("change", "builds_anew", "deploys_anew"),
    [("python", True, True), ("packages", True, True), ("environment", True, False), ("code", False, True)],
)
def test_what_it_depends_on_changes_it(
    home: Home, monkeypatch: pytest.MonkeyPatch, change: str, builds_anew: bool, deploys_anew: bool
) -> None:
    cache, digest = deployment.cache(home), deployment.digest(home, _MANDRILL)
    assert (deployment.cache(home), deployment.digest(home, _MANDRILL)) == (cache, digest)
    _CHANGES[change](home, monkeypatch)
    assert (deployment.cache(home) != cache) is builds_anew  # SAM's cache knows the code itself
    assert (deployment.digest(home, _MANDRILL) != digest) is deploys_anew


def test_another_folder_has_a_cache_of_its_own_and_the_same_stack(home: Home, tmp_path: Path) -> None:
    other = _project(tmp_path / "another")
    assert deployment.cache(other).name != deployment.cache(home).name
    assert deployment.digest(other, _MANDRILL) == deployment.digest(home, _MANDRILL)
