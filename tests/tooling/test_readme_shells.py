"""What README and the pages of docs/ have to paste is read alike by every shell that people have."""

import json
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


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("nope", "The local stack has no nope: nope is none of api_url, tokens."),
        ("tokens nope", "The local stack has no tokens nope: nope is none of client."),
        ("api_url of", "The local stack has no api_url of: nothing is below http://localhost:1."),
    ],
)
def test_a_fact_that_there_is_not_is_said_in_a_sentence(tmp_path: Path, asked: str, said: str) -> None:
    (tmp_path / ".local").mkdir()
    facts = {"api_url": "http://localhost:1", "tokens": {"client": "a token"}}
    (tmp_path / ".local" / "stack.json").write_text(json.dumps(facts))
    assert _fact(tmp_path, "tokens client") == (0, "a token\n", "")
    assert _fact(tmp_path, asked) == (1, "", f"{said}\n")


def test_a_fact_of_a_stack_that_never_ran_is_how_to_run_it(tmp_path: Path) -> None:
    assert _fact(tmp_path, "api_url") == (1, "", "The local stack has not run yet: `make run` starts it.\n")


def _fact(checkout: Path, asked: str) -> tuple[int, str, str]:
    examples = shutil.copytree(PROJECT / "docs" / "examples", checkout / "docs" / "examples", dirs_exist_ok=True)
    command = ["sh", str(examples / "fact.sh"), *asked.split()]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def test_what_a_shell_reads_otherwise_is_seen() -> None:
    for block in ("f() { true; }", "a=1", "cat <<END", "make run  # all of it", "for a in b; do c; done"):
        assert any(pattern.search(block) for pattern in _NOT_IN_EVERY_SHELL.values()), block
