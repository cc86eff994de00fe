"""How `bin/plano` ends where it can't go on: a sentence, an exit code that scripts can use, and never a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from plano_cli import deploying, ending
from plano_cli.local.paths import PROJECT
from plano_cli.problems import MISUSED, UNAVAILABLE, Problem
from plano_cli.version import version
from tooling.commands import WITHOUT_CREDENTIALS, run_apart, run_here


def test_a_deployment_without_credentials_stops_before_anything_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plano_cli.deploying.interpreter", lambda _: sys.executable)  # of whatever Python it is for
    monkeypatch.setattr("plano_cli.deploying.SAM", tmp_path)
    (tmp_path / "sam").write_text("")
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name, value in {**WITHOUT_CREDENTIALS, "HOME": str(tmp_path), "AWS_DEFAULT_REGION": "eu-central-1"}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(Problem, match=r"AWS doesn't know who is asking .*aws sso login") as refused:
        deploying.deploy("staging")
    assert refused.value.exit_code == UNAVAILABLE


def test_make_deploy_is_the_command_for_its_environment() -> None:
    def last_line(*words: str) -> str:
        command = ["make", "--no-print-directory", "--dry-run", *words]
        done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
        return done.stdout.splitlines()[-1]

    assert last_line("deploy", "ENV=production") == 'bin/plano deploy "production" '
    assert last_line("deploy", "BREAKING=1") == 'bin/plano deploy "staging" --breaking'


def test_a_file_that_can_not_be_written_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "a folder"
    folder.mkdir()
    assert run_here(monkeypatch, "openapi", "--output", str(folder)) == 1
    assert capsys.readouterr().err == f"plano: Is a directory: {folder}\n"


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"5", b"[]", b"{", b""])
def test_a_file_that_is_no_registry_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    file = tmp_path / "openapi.json"
    file.write_bytes(content)
    assert run_here(monkeypatch, "registry", "diff", "--from", str(file), "--to", "code") == MISUSED
    assert capsys.readouterr().err.startswith(f"plano: {file} can't be read as code, deployed, or a saved")


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    command = f"'{PROJECT}/bin/plano' openapi | head -c 1"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "{", "")


def test_a_mistake_of_ours_is_kept_in_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    error = ValueError("what nobody foresaw")
    ending.report_crash(ValueError, error, None)
    said = capsys.readouterr().err
    (file,) = tmp_path.iterdir()
    assert said == f"plano: This is a mistake in Plano itself (ValueError). The details are in {file}\n"
    assert "what nobody foresaw" in file.read_text()


def test_a_crash_ends_without_a_traceback(tmp_path: Path) -> None:
    code = "from plano_cli import main; main.app.command('fail')(lambda: {}['nothing']); main.main()"
    paths = os.pathsep.join(str(PROJECT / folder) for folder in ("tooling", "layers/plano", "functions"))
    done = subprocess.run(
        [sys.executable, "-c", code, "fail"],
        env={**os.environ, "PYTHONPATH": paths, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("plano: This is a mistake in Plano itself (KeyError). The details are in ")
    assert "Traceback" not in done.stderr


def test_the_version_is_the_project_s(tmp_path: Path) -> None:
    done = run_apart(tmp_path, "--version")
    assert (done.returncode, done.stdout) == (0, f"plano {version()}\n")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_complete_commands(tmp_path: Path, shell: str) -> None:
    variables = {
        "bash": {"COMP_WORDS": "plano applications r", "COMP_CWORD": "2"},
        "zsh": {"_TYPER_COMPLETE_ARGS": "plano applications r"},
        "fish": {"_TYPER_COMPLETE_ARGS": "plano applications r", "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
    }[shell]
    done = run_apart(tmp_path, **variables, _PLANO_COMPLETE=f"complete_{shell}")
    assert "revoke" in done.stdout, done.stderr
    assert "rotate" in done.stdout
    assert "update" not in done.stdout
