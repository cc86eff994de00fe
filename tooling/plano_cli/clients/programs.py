"""The programs that generate and check clients: those of the test requirements, and what npm installs."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from plano_cli.problems import Problem

_BIN = Path(sys.executable).parent
_TIMEOUT_SECONDS = 600


def run(folder: Path, program: str, *arguments: str) -> None:
    """Run a program in a folder.

    Raises:
        Problem: it is not there, or it failed.
    """
    path = os.pathsep.join([str(folder / "node_modules" / ".bin"), str(_BIN), os.environ["PATH"]])
    found = shutil.which(program, path=path)
    if found is None:
        raise Problem(f"{program} is not installed: run `make clients`, which installs it")
    try:
        done = subprocess.run(
            [found, *arguments],
            cwd=folder,
            env=os.environ | {"PATH": path},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=_TIMEOUT_SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise Problem(f"{program} had not ended after {_TIMEOUT_SECONDS // 60} minutes: is there a network?") from error
    if done.returncode:
        raise Problem(f"{program} failed: {done.stdout.strip()}")
