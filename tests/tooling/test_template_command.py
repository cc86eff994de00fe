"""`plano template check`: it names what is stale, and the command that mends it."""

import shutil
import sys
from pathlib import Path

import pytest

from plano_cli.local.paths import PROJECT
from plano_cli.main import main
from plano_cli.template import command
from plano_cli.template.digest import with_digest


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what the command reads and writes."""
    (tmp_path / "docs").mkdir()
    for name in ("template.yaml", "docs/permissions.md"):
        shutil.copy(PROJECT / name, tmp_path / name)
    (tmp_path / "functions").symlink_to(PROJECT / "functions")
    monkeypatch.setattr(command, "PROJECT", tmp_path)
    return tmp_path


def _run(word: str, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(sys, "argv", ["plano", "template", word])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


@pytest.mark.parametrize(
    ("file", "old", "new", "named"),
    [
        ("template.yaml", "Handler: orders.read.handler", "Handler: orders.read.handle", "orders.read"),
        (
            "template.yaml",
            "\n  # As far as here.",
            "\n  Left: {Type: AWS::SNS::Topic}\n  # As far as here.",
            "template.yaml",
        ),
        ("docs/permissions.md", "## orders.read", "## orders.red", "docs/permissions.md"),
        ("template.yaml", 'PLANO_TEMPLATE: "', 'PLANO_TEMPLATE: "0', "template.yaml"),
    ],
    ids=["a-route", "a-function-of-no-route", "the-page", "the-digest"],
)
def test_what_is_stale_is_named_with_the_command_that_mends_it(
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    file: str,
    old: str,
    new: str,
    named: str,
) -> None:
    path = project / file
    good = path.read_text()
    assert _run("check", monkeypatch) == 0
    path.write_text(good.replace(old, new, 1))
    assert _run("check", monkeypatch) == 1
    said = capsys.readouterr().err
    assert f": {named}. `bin/plano template write`" in said
    assert _run("write", monkeypatch) == 0
    assert _run("check", monkeypatch) == 0
    assert path.read_text() == good


@pytest.mark.parametrize(
    ("old", "new", "differs"),
    [
        ("PLANO_ENVIRONMENT: !Ref Environment", 'PLANO_ENVIRONMENT: !Sub "${Environment}"', True),
        ("Handler: emails.deliver.handler", "Handler: emails.deliver.handle", True),
        ("    MemorySize: 512\n", "    MemorySize: 512  # as measured\n", False),
        ("DisplayName: !Sub", "DisplayName: !Sub ", False),
    ],
    ids=["another-wording", "another-property", "a-comment", "no-function"],
)
def test_what_the_template_says_of_functions_is_in_their_environment(old: str, new: str, differs: bool) -> None:
    text = (PROJECT / "template.yaml").read_text()
    assert old in text
    assert with_digest(text) == text
    edited = text.replace(old, new, 1)
    assert (with_digest(edited) != edited) is differs


def test_a_template_that_is_no_yaml_is_told_by_its_line(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = project / "template.yaml"
    lines = file.read_text().splitlines()
    at = lines.index("Conditions:")
    file.write_text("\n".join([*lines[:at], "Conditions: [", *lines[at + 1 :], ""]))
    assert _run("check", monkeypatch) == 1
    said = capsys.readouterr().err
    assert said.startswith("plano: template.yaml, line ")
    assert said.count("\n") == 1
    assert at < int(said.split()[3].rstrip(":")) < at + 5  # the bracket, or where the parser sees that it is open
