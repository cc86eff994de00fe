"""An error in the code is shown before anything is deployed, with its file and line."""

import resource
import shutil
from pathlib import Path

import pytest

from plano_cli.local.imports import check_imports
from plano_cli.local.paths import PROJECT
from plano_cli.problems import Problem


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "a project"
    for source in ("functions", "layers"):
        shutil.copytree(PROJECT / source, root / source, ignore=shutil.ignore_patterns("__pycache__"))
    return root


def test_what_is_here_can_be_imported(project: Path) -> None:
    check_imports(project)


@pytest.mark.parametrize(
    ("file", "line", "said"),
    [
        ("functions/orders/create.py", "def f(:", "SyntaxError"),
        ("layers/plano/plano/clock.py", "raise KeyError('x')", "KeyError: 'x'"),
        ("functions/emails/deliver.py", "import not_there", "No module named 'not_there'"),
        ("functions/gateway/route_non_existent.py", "from plano.clock import nothing", "cannot import name 'nothing'"),
    ],
)
def test_an_error_names_its_file_and_its_line(project: Path, file: str, line: str, said: str) -> None:
    path = project / file
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines, line, ""]))
    with pytest.raises(Problem) as caught:
        check_imports(project)
    assert f"{path}, line {len(lines) + 1}" in str(caught.value)
    assert said in str(caught.value)


def test_a_syntax_error_is_found_before_anything_is_imported(project: Path) -> None:
    path = project / "functions" / "users" / "register.py"
    path.write_text("def f(:\n")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with pytest.raises(Problem, match=f"{path}, line 1"):
        check_imports(project)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Of the processor's time, which does not grow where others work beside: a quarter of a second as a rule.
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 1
