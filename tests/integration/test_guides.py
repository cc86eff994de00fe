"""The programs that the portal's guides show, run as they stand."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from integration.api import Api
from plano_cli.local.paths import FUNCTIONS

_PROGRAMS = sorted((FUNCTIONS / "documentation" / "templates" / "guides").glob("*.py.txt"))
_PRINTED = {"retrying.py.txt": "True\ntrue\n", "paging.py.txt": " orders\n", "money.py.txt": "0.3\n"}


@pytest.mark.parametrize("program", _PROGRAMS, ids=lambda path: path.name)
def test_a_program_of_a_guide_does_what_it_says(api: Api, program: Path) -> None:
    environment = {**os.environ, "PLANO_URL": api.url, "PLANO_TOKEN": api.tokens["client"]}
    command = [sys.executable, "-c", program.read_text()]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=True)
    assert ran.stdout.endswith(_PRINTED[program.name])
