"""The programs that the portal's guides show, run as they stand."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from integration.api import Api
from plano_cli.local.paths import FUNCTIONS
from tooling import node

_GUIDES = FUNCTIONS / "documentation" / "templates" / "guides"
_RUNS_ON = _GUIDES / "listening.py.txt"
"""It ends when somebody ends it, and has a test of its own."""
_PROGRAMS = sorted({*_GUIDES.glob("*.py.txt")} - {_RUNS_ON})
_PRINTED = {
    "filemaker.py.txt": (_GUIDES / "filemaker.printed.txt").read_text(),
    "money.py.txt": "0.3\n",
    "paging.py.txt": " orders\n",
    "retrying.py.txt": "True\ntrue\n",
    "sessions.py.txt": "client-required\naction-successful as client\ninvalid-token\n",
}


@pytest.mark.parametrize("program", _PROGRAMS, ids=lambda path: path.name)
def test_a_program_of_a_guide_does_what_it_says(api: Api, program: Path) -> None:
    environment = {**os.environ, "PLANO_URL": api.url, "PLANO_TOKEN": api.tokens["client"]}
    command = [sys.executable, "-c", program.read_text()]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.endswith(_PRINTED[program.name])


def test_javascript_adds_prices_in_cents(api: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANO_URL", api.url)
    monkeypatch.setenv("PLANO_TOKEN", api.tokens["client"])
    (tmp_path / "money.mjs").write_text((_GUIDES / "money.js.txt").read_text())
    ran = node.run(["node", "money.mjs"], tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == "binary fractions: 0.30000000000000004\ncents: 0.3\nour totals: 0.3\n"
