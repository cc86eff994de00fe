"""What README has to paste does what it says, letter for letter, in every shell that is here."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from plano_cli.local.paths import PROJECT, Home
from plano_cli.local.stack import Stack

_BLOCKS = re.compile(r"```(sh|json)\n(.*?)```", re.DOTALL)
_SHELLS = [shell for shell in ("bash", "dash", "zsh", "fish") if shutil.which(shell)]
_ELSEWHERE = ("make ", "aws ")
"""What runs the whole stack, or all tests, or deploys to AWS."""


@pytest.fixture
def folder(stack: Stack, home: Home, tmp_path: Path) -> Path:
    """A checkout in which this stack runs."""
    shutil.copytree(PROJECT / "docs" / "examples", tmp_path / "docs" / "examples")
    (tmp_path / ".local").mkdir()
    shutil.copy(home.stack_file, tmp_path / ".local")
    return tmp_path


def _of_readme(kind: str) -> list[str]:
    found = [text for word, text in _BLOCKS.findall((PROJECT / "README.md").read_text()) if word == kind]
    return [text for text in found if not text.startswith(_ELSEWHERE)]


def _pasted(block: str, folder: Path, shell: str) -> list[Any]:
    """The answers, one after the other, that pasting prints."""
    done = subprocess.run([shell, "-c", block], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    decoder, text, found = json.JSONDecoder(), done.stdout.strip(), []
    while text:
        answer, end = decoder.raw_decode(text)
        found.append(answer)
        assert text[end : end + 1] in ("", "\n"), "the next answer is on the same line"
        text = text[end:].strip()
    return found


@pytest.mark.parametrize("shell", _SHELLS)
def test_the_curl_adds_the_line_item_that_is_shown(folder: Path, shell: str) -> None:
    curl, *_ = _of_readme("sh")
    shown, *_ = _of_readme("json")
    (answer,) = _pasted(curl, folder, shell)
    wanted = json.loads(shown)
    data = wanted.pop("data")
    assert {**answer, **wanted, "request_id": answer["request_id"]} == {**answer, "request_id": answer["request_id"]}
    told = {name: value for name, value in data.items() if name not in ("id", "…")}
    assert told.items() <= answer["data"].items()


def test_the_script_leads_a_new_client_to_a_line_item(folder: Path) -> None:
    _, script = _of_readme("sh")
    answers = _pasted(script, folder, "bash")
    assert [answer["status"] for answer in answers] == ["client-required", "action-successful", "action-successful"]
    assert answers[-1]["data"]["price"] == 19.99
