"""`.venv` is made anew where it is another Python's, or another folder's: with stand-ins for Pythons."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plano_cli.local.paths import PROJECT


def _python(file: Path, version: str) -> Path:
    """A stand-in for a Python: `-c` answers its version, as a real one does where it is new enough."""
    file.parent.mkdir(parents=True, exist_ok=True)
    shown = version if tuple(map(int, version.split("."))) >= (3, 11) else ""
    file.write_text(f"#!/bin/sh\necho '{shown}'\n")
    file.chmod(0o755)
    return file


def _made(folder: Path, version: str = "3.13", options: str = "") -> Path:
    """The folder with a `.venv` as `python -m venv` makes it."""
    _python(folder / ".venv" / "bin" / "python", version)
    (folder / ".venv" / "pyvenv.cfg").write_text(
        "home = /usr/local/bin\ninclude-system-site-packages = false\n"
        f"version = {version}.1\nexecutable = /usr/local/bin/python{version}\n"
        f"command = /usr/local/bin/python{version} -m venv {options}{folder}/.venv\n"
    )
    return folder


def _forget(folder: Path, *python: Path | str) -> str:
    """What it says."""
    script = PROJECT / "requirements" / "forget.sh"
    done = subprocess.run(["/bin/sh", script, *python], cwd=folder, capture_output=True, text=True, check=True)
    assert done.stdout == ""
    return done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return _made(tmp_path / "a project")


def test_it_stays_where_nothing_changed(folder: Path, tmp_path: Path) -> None:
    assert _forget(folder) == ""
    assert _forget(folder, _python(tmp_path / "python3", "3.13")) == ""
    link = tmp_path / "a link"
    link.symlink_to(folder)
    assert _forget(link) == ""
    assert (folder / ".venv").exists()


def test_one_that_was_made_with_options_stays_too(tmp_path: Path) -> None:
    assert _forget(_made(tmp_path, options="--copies --upgrade-deps ")) == ""


def test_another_python_that_is_asked_for_gets_its_own(folder: Path, tmp_path: Path) -> None:
    assert _forget(folder, _python(tmp_path / "python3", "3.12")) == "Making .venv anew: it is of Python 3.13.\n"
    assert not (folder / ".venv").exists()
    assert _forget(folder, tmp_path / "python3") == ""  # it is made anew by now, or there is none


@pytest.mark.parametrize("version", ["2.7", "3.10", None])
def test_a_python_that_will_not_do_costs_nothing(folder: Path, tmp_path: Path, version: str | None) -> None:
    asked = _python(tmp_path / "python3", version) if version else tmp_path / "python4"
    said = _forget(folder, asked)
    assert said == f"{asked} is no Python of 3.11 or newer: .venv stays as it is, of Python 3.13.\n"
    assert (folder / ".venv").exists()


@pytest.mark.parametrize("now", ["3.14", None])
def test_a_python_that_is_gone_or_is_another_by_now(folder: Path, now: str | None) -> None:
    python = folder / ".venv" / "bin" / "python"
    _python(python, now) if now else python.unlink()
    assert _forget(folder) == "Making .venv anew: its Python 3.13 is gone.\n"
    assert not (folder / ".venv").exists()


def test_a_folder_that_was_moved_or_copied(folder: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(folder, tmp_path / "a copy")
    assert _forget(copy) == f"Making .venv anew: it was made in {folder}/.venv.\n"
    moved = folder.rename(tmp_path / "elsewhere")
    assert _forget(moved) == f"Making .venv anew: it was made in {folder}/.venv.\n"
    assert not any((each / ".venv").exists() for each in (copy, moved))


def test_one_that_is_shared_by_a_link_is_left_alone(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / ".venv").symlink_to(folder / ".venv")
    assert _forget(other, _python(tmp_path / "python3", "3.12")) == ""
    assert (folder / ".venv").exists()


def test_it_stays_under_a_stack_that_runs(folder: Path, tmp_path: Path) -> None:
    asked = _python(tmp_path / "python3", "3.12")
    (folder / ".local").mkdir()
    with subprocess.Popen([sys.executable, "-c", "input()", "plano_cli"], stdin=subprocess.PIPE) as run:
        (folder / ".local" / "run.pid").write_text(str(run.pid))
        assert f"`kill {run.pid}` ends that" in _forget(folder, asked)
        assert (folder / ".venv").exists()
        run.communicate(b"\n")
    assert _forget(folder, asked) == "Making .venv anew: it is of Python 3.13.\n"
