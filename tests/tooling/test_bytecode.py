"""What ships has its bytecode: made of the very source beside it, for the Python that it runs on, or none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plano_cli.bytecode.built import add_bytecode
from plano_cli.local.paths import PROJECT
from plano_cli.problems import Problem
from tooling.shipped import assert_compiled, bytecode_of

_HERE = f"python{sys.version_info.major}.{sys.version_info.minor}"


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """What `sam build` writes, as far as it matters here."""
    folder = tmp_path / "build"
    without = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PROJECT / "layers" / "plano" / "plano", folder / "PlanoLayer" / "python" / "plano", ignore=without)
    for name in ("LineItemsCreateFunction", "LineItemsReadFunction"):
        shutil.copytree(PROJECT / "functions" / "line_items", folder / name / "line_items", ignore=without)
    _built_for(folder, _HERE)
    return folder


def _built_for(build: Path, runtime: str) -> None:
    layer = f'[layer_build_definitions.1]\nlayer_name = "PlanoLayer"\nbuild_method = "{runtime}"\n'
    (build.parent / "build.toml").write_text(layer)


def test_each_module_has_the_bytecode_of_its_source(build: Path) -> None:
    assert add_bytecode(build) is None
    assert_compiled(build)


def test_tracebacks_name_the_place_where_a_function_finds_the_module(build: Path) -> None:
    add_bytecode(build)
    statuses = build / "PlanoLayer" / "python" / "plano" / "statuses.py"
    assert bytecode_of(statuses).co_filename == "/opt/python/plano/statuses.py"
    function = build / "LineItemsReadFunction" / "line_items" / "read.py"
    assert bytecode_of(function).co_filename == "/var/task/line_items/read.py"


def test_it_is_taken_whatever_the_clock_says_of_the_source(build: Path) -> None:
    add_bytecode(build)
    layer = build / "PlanoLayer" / "python"
    for source in layer.rglob("*.py"):
        os.utime(source, (0, 0))
    shown = [sys.executable, "-B", "-v", "-c", "import plano.statuses"]
    result = subprocess.run(shown, env={"PYTHONPATH": str(layer)}, capture_output=True, text=True, check=True)
    assert f"code object from '{layer / 'plano' / '__pycache__'}" in result.stderr
    assert f"code object from {layer}" not in result.stderr


def test_what_was_compiled_before_the_source_changed_does_not_stay(build: Path) -> None:
    add_bytecode(build)
    changed, removed = (build / "PlanoLayer" / "python" / "plano" / name for name in ("clock.py", "ids.py"))
    changed.write_text("CHANGED = True\n")
    removed.unlink()
    add_bytecode(build)
    assert_compiled(build)


def test_the_same_source_makes_the_same_bytes(build: Path) -> None:
    add_bytecode(build)
    first = {path: path.read_bytes() for path in build.rglob("*.pyc")}
    add_bytecode(build)
    assert {path: path.read_bytes() for path in build.rglob("*.pyc")} == first


def test_without_the_python_of_the_functions_there_is_none_and_a_line_that_says_so(build: Path) -> None:
    _built_for(build, "python3.99")
    note = add_bytecode(build)
    assert note
    assert "python3.99" in note
    assert not list(build.rglob("*.pyc"))


def test_an_interpreter_that_only_has_the_name_of_another_is_not_used(
    build: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "python3.99").symlink_to(sys.executable)
    monkeypatch.setenv("PATH", str(tmp_path))
    _built_for(build, "python3.99")
    assert add_bytecode(build)
    assert not list(build.rglob("*.pyc"))


def test_where_nothing_was_built_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="sam build"):
        add_bytecode(tmp_path / "build")
