"""`plano release`, on a repository of its own: a version, its changelog, a commit and a tag, or nothing at all."""

import subprocess
import tomllib
from pathlib import Path

import pytest

from plano_cli.problems import Problem
from plano_cli.release import prepare, write

_CHANGELOG = "# Changelog\n\n## Unreleased\n\n### Added\n- A door.\n\n## 0.1.0 · 2026-11-01\n\n### Added\n- A house.\n"


def _git(project: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=project, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Ada")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "ada@example.com")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "plano"\nversion = "0.1.0"\n')
    (tmp_path / "CHANGELOG.md").write_text(_CHANGELOG)
    for words in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "--message", "A house")):
        _git(tmp_path, *words)
    return tmp_path


def test_a_release(project: Path) -> None:
    notes = prepare(project, "0.2.0")
    assert notes == "### Added\n- A door."
    write(project, "0.2.0", notes)
    assert tomllib.loads((project / "pyproject.toml").read_text())["project"]["version"] == "0.2.0"
    changelog = (project / "CHANGELOG.md").read_text()
    assert changelog.index("## Unreleased\n\n## 0.2.0 · ") < changelog.index("- A door.") < changelog.index("## 0.1.0")
    assert _git(project, "status", "--porcelain") == ""
    assert _git(project, "tag", "--list", "--format=%(contents)", "v0.2.0").strip() == f"Plano 0.2.0\n\n{notes}"
    assert _git(project, "log", "-1", "--format=%s %D").startswith("chore: release 0.2.0 HEAD -> ")
    with pytest.raises(Problem, match="nothing under Unreleased"):
        prepare(project, "0.3.0")


@pytest.mark.parametrize("version", ["0.1.0", "0.0.9", "1", "v0.2.0", "0.2.0-rc1", "", "0.02.0"])
def test_what_is_no_next_version_is_refused(project: Path, version: str) -> None:
    with pytest.raises(Problem):
        prepare(project, version)


def test_nothing_is_released_beside_changes_or_twice(project: Path) -> None:
    (project / "new").write_text("")
    with pytest.raises(Problem, match="not committed"):
        prepare(project, "0.2.0")
    (project / "new").unlink()
    _git(project, "tag", "v0.2.0")
    with pytest.raises(Problem, match="a tag v0"):
        prepare(project, "0.2.0")
