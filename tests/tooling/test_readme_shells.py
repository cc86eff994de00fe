"""What README and the pages of docs/ have to paste is read alike by every shell that people have."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from plano_cli.local.paths import PROJECT

_SHELLS = {"bash": ["-n"], "dash": ["-n"], "zsh": ["-n"], "fish": ["--no-execute"]}
_INSTALLED = [shell for shell in _SHELLS if shutil.which(shell)]
_BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
_PAGES = [PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *sorted((PROJECT / "docs").glob("*.md"))]
_NOT_IN_EVERY_SHELL = {
    "a function of one's own": re.compile(r"^\s*\w+\(\)", re.MULTILINE),
    "an assignment": re.compile(r"^\s*\w+=(?!=)", re.MULTILINE),
    "a here-document": re.compile(r"<<"),
    "a test of bash's": re.compile(r"\[\["),
    "a list of bash's": re.compile(r"\w+=\("),
    "a process for a file": re.compile(r"[<>]\("),
    "a loop or a condition": re.compile(r"^\s*(?:for|while|if|case)\b", re.MULTILINE),
    "a comment, which zsh takes for words": re.compile(r"(^|\s)#"),
}


def _blocks() -> Iterator[Any]:
    for page in _PAGES:
        for number, block in enumerate(_BLOCK.findall(page.read_text()), start=1):
            yield pytest.param(block, id=f"{page.name}-{number}")


_ALL = list(_blocks())
_EXAMPLES = sorted((PROJECT / "docs" / "examples").glob("*.sh"))


@pytest.mark.parametrize("shell", _INSTALLED)
@pytest.mark.parametrize("block", _ALL)
def test_a_block_is_what_the_shell_can_read(block: str, shell: str, tmp_path: Path) -> None:
    script = tmp_path / "block"
    script.write_text(block)
    done = subprocess.run([shell, *_SHELLS[shell], str(script)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("block", _ALL)
def test_a_block_holds_nothing_that_one_of_them_reads_otherwise(block: str) -> None:
    assert {what for what, pattern in _NOT_IN_EVERY_SHELL.items() if pattern.search(block)} == set()


@pytest.mark.parametrize("example", _EXAMPLES, ids=lambda path: path.name)
@pytest.mark.parametrize("shell", [shell for shell in ("bash", "dash") if shell in _INSTALLED])
def test_an_example_is_what_sh_can_read(example: Path, shell: str) -> None:
    done = subprocess.run([shell, "-n", str(example)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_what_a_shell_reads_otherwise_is_seen() -> None:
    for block in ("f() { true; }", "a=1", "cat <<END", "make run  # all of it", "for a in b; do c; done"):
        assert any(pattern.search(block) for pattern in _NOT_IN_EVERY_SHELL.values()), block
