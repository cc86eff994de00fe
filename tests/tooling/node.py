"""Programs from npm that tests use: installed with the Node.js of the test requirements, so no other is needed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_BIN = Path(sys.executable).parent


def install(package: Path, folder: Path) -> None:
    """Copies a folder with a `package.json`, and installs what that names."""
    shutil.copytree(package, folder, dirs_exist_ok=True)
    done = run(["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--silent"], folder)
    assert done.returncode == 0, done.stdout + done.stderr


def run(command: Sequence[str], folder: Path, given: str | None = None) -> subprocess.CompletedProcess[str]:
    """Runs a program of Node.js in a folder, those that npm installed there included."""
    path = os.pathsep.join([str(folder / "node_modules" / ".bin"), str(_BIN), os.environ["PATH"]])
    environment = os.environ | {"PATH": path}
    program = shutil.which(command[0], path=path)
    assert program, f"{command[0]} is not installed: make test installs it"
    return subprocess.run(
        [program, *command[1:]],
        cwd=folder,
        env=environment,
        input=given,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
