"""How `bin/plano` ends where it can't go on: a sentence, an exit code that scripts can use, and never a traceback."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from plano_cli import deploying, ending, main
from plano_cli.local.aws import CREDENTIALS
from plano_cli.local.paths import PROJECT
from plano_cli.problems import MISUSED, UNAVAILABLE, Problem
from plano_cli.version import version

_NOWHERE = {**CREDENTIALS, "AWS_ENDPOINT_URL": "http://127.0.0.1:9"}
_WITHOUT_CREDENTIALS = {
    "AWS_MAX_ATTEMPTS": "1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": "/dev/null",
    "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
}
_STACK = ("--stack", "plano-staging")
_ON_A_STACK = [
    ("registry", "list"),
    ("registry", "diff"),
    ("registry", "deploy"),
    ("registry", "disable", "line_items", "--yes"),
    ("registry", "enable", "line_items"),
    ("users", "create", "ada@example.com", "--no-password"),
    ("users", "grant", "ada@example.com", "employee"),
    ("users", "list"),
    ("users", "show", "ada@example.com"),
    ("users", "set-password", "ada@example.com"),
    ("users", "end-sessions", "ada@example.com", "--yes"),
    ("sessions", "list", "ada@example.com"),
    ("applications", "create", "x", "--allow", "*"),
    ("applications", "list"),
    ("applications", "show", "x"),
    ("applications", "update", "x", "--allow", "*"),
    ("applications", "rotate", "x"),
    ("applications", "revoke", "x", "--yes"),
    ("emails", "replay", "5"),
    ("events", "tail"),
    ("smoke",),
    ("logs",),
    ("import", "line_items", "items.csv"),
    ("collection", "--deployed"),
]
_ON_NO_STACK = {
    "bytecode",
    "check",
    "clients",
    "deploy",  # it names an environment of samconfig.toml
    "events schemas",
    "local run",
    "local sam",
    "local stop",
    "new route",
    "openapi",
    "pictures",
    "registry events",
    "registry lint",
    "release",
    "template check",
    "template write",
}


def _plano(home: Path, *words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "PLANO_"))}
    return subprocess.run(
        [PROJECT / "bin" / "plano", *words],
        env={**kept, **_WITHOUT_CREDENTIALS, "HOME": str(home), **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def _in_process(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["plano", *words])
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    with pytest.raises(SystemExit) as ended:
        main.main()
    return int(ended.value.code or 0)


def _commands(group: Any, *words: str) -> Iterator[tuple[str, Any]]:
    """Each command that there is, by its words."""
    for word, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, *words, word)
        else:
            yield " ".join((*words, word)), command


def test_every_command_takes_a_stack_or_is_known_to_talk_to_none() -> None:
    commands = dict(_commands(typer.main.get_command(main.app)))
    stacks = {name: [one for one in each.params if one.name == "stack"] for name, each in commands.items()}
    assert {name for name, found in stacks.items() if not found} == _ON_NO_STACK
    for (option,) in (found for found in stacks.values() if found):
        assert (option.opts, option.envvar) == (["--stack"], "PLANO_STACK")
    tried = {name for name in commands for words in _ON_A_STACK if " ".join(words).startswith(name)}
    assert tried == commands.keys() - _ON_NO_STACK


@pytest.mark.parametrize("words", _ON_A_STACK, ids=" ".join)
def test_every_command_takes_a_stack_and_says_when_it_can_not_be_reached(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in {**_NOWHERE, "AWS_MAX_ATTEMPTS": "1"}.items():
        monkeypatch.setenv(name, value)
    assert _in_process(monkeypatch, *words, *_STACK) == UNAVAILABLE
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("plano: The stack plano-staging could not be looked up: ")
    assert said.err.count("\n") == 1


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"AWS_DEFAULT_REGION": "eu-central-1"}, "Unable to locate credentials"),
        ({}, "You must specify a region"),
        (_NOWHERE, "Could not connect to the endpoint"),
        ({**CREDENTIALS, "AWS_ENDPOINT_URL": "nonsense"}, "Invalid endpoint: nonsense"),
        ({**CREDENTIALS, "AWS_PROFILE": "nobody"}, "profile (nobody) could not be found"),
    ],
    ids=["no-credentials", "no-region", "no-network", "no-endpoint", "no-profile"],
)
def test_what_is_missing_is_named(tmp_path: Path, environment: dict[str, str], sentence: str) -> None:
    done = _plano(tmp_path, "registry", "list", **environment, PLANO_STACK="plano-staging")
    assert (done.returncode, done.stdout) == (UNAVAILABLE, "")
    assert done.stderr.startswith("plano: The stack plano-staging could not be looked up: ")
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_a_deployment_without_credentials_stops_before_anything_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plano_cli.deploying.interpreter", lambda _: sys.executable)  # of whatever Python it is for
    monkeypatch.setattr("plano_cli.deploying.SAM", tmp_path)
    (tmp_path / "sam").write_text("")
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name, value in {**_WITHOUT_CREDENTIALS, "HOME": str(tmp_path), "AWS_DEFAULT_REGION": "eu-central-1"}.items():
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
    assert _in_process(monkeypatch, "openapi", "--output", str(folder)) == 1
    assert capsys.readouterr().err == f"plano: Is a directory: {folder}\n"


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"5", b"[]", b"{", b""])
def test_a_file_that_is_no_registry_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    file = tmp_path / "openapi.json"
    file.write_bytes(content)
    assert _in_process(monkeypatch, "registry", "diff", "--from", str(file), "--to", "code") == MISUSED
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
    done = _plano(tmp_path, "--version")
    assert (done.returncode, done.stdout) == (0, f"plano {version()}\n")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_complete_commands(tmp_path: Path, shell: str) -> None:
    variables = {
        "bash": {"COMP_WORDS": "plano applications r", "COMP_CWORD": "2"},
        "zsh": {"_TYPER_COMPLETE_ARGS": "plano applications r"},
        "fish": {"_TYPER_COMPLETE_ARGS": "plano applications r", "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
    }[shell]
    done = _plano(tmp_path, **variables, _PLANO_COMPLETE=f"complete_{shell}")
    assert "revoke" in done.stdout, done.stderr
    assert "rotate" in done.stdout
    assert "update" not in done.stdout
