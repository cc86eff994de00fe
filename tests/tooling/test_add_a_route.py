"""docs/add-a-route.md, followed word by word on a copy of the project."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plano_cli.local.paths import PROJECT

_COPIED = ("bin", "functions", "layers", "tooling", "tests", "docs", "events", "template.yaml", "pyproject.toml")
_BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in _COPIED:
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path / name)
    (tmp_path / ".venv").symlink_to(Path(sys.prefix))
    return tmp_path


def test_whoever_follows_the_page_gets_a_route(copy: Path) -> None:
    blocks = _BLOCK.findall((copy / "docs" / "add-a-route.md").read_text())
    assert len(blocks) == 4
    for block in blocks:
        done = subprocess.run(["/bin/sh", "-ec", block], cwd=copy, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    document = json.loads((copy / "openapi.json").read_text())
    assert document["paths"]["/api/v1/line_items/remark"]["post"]["operationId"] == "line_items_remark"
    assert (copy / "events" / "line_items.remark.json").exists()
    assert "# ── The tables" in (copy / "template.yaml").read_text()
    tests = [sys.executable, "-m", "pytest", "-q", "tests/contract/test_template.py"]
    checked = subprocess.run(tests, cwd=copy, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout
