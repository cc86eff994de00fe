"""The check in a process of its own: of the code as it stands in its files now, whatever this process has imported."""

import json
import os
import subprocess
import sys
from pathlib import Path

from plano_cli.checking.finding import Finding
from plano_cli.local.imports import check_imports
from plano_cli.problems import Problem

_FOLDERS = ("tooling", "layers/plano", "functions")
_SECONDS = 60


def check_apart(project: Path) -> list[Finding]:
    """What doesn't agree in this project.

    Raises:
        Problem: the code is so broken that it can't be checked; the message names the file and the line.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "PLANO_"))}
    environment["PYTHONPATH"] = os.pathsep.join(str(project / folder) for folder in _FOLDERS)
    command = [sys.executable, "-m", "plano_cli", "check", "--json"]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=_SECONDS, check=False, cwd=project
    )
    try:
        return [Finding(**one) for one in json.loads(done.stdout)]
    except ValueError:
        check_imports(project)
        raise Problem(f"The code can't be checked: {done.stderr.strip()[-1000:]}") from None
