"""Importing every handler before anything is built: an error in the code is shown as that, at once."""

import os
import subprocess
import sys
from pathlib import Path

from plano_cli.problems import Problem

_SECONDS = 60
_IMPORT = """\
import ast, importlib, pathlib, sys, traceback

project = pathlib.Path(sys.argv[1])
folders = (project / "layers" / "plano", project / "functions")

def fail(error, found):
    ours = [line for line in traceback.extract_tb(found) if line.filename.startswith(str(project))]
    if isinstance(error, SyntaxError) and error.filename:
        where = f"{error.filename}, line {error.lineno}"
    elif ours:
        where = f"{ours[-1].filename}, line {ours[-1].lineno}: {ours[-1].line}"
    else:
        where = str(project)
    message = error.msg if isinstance(error, SyntaxError) else error
    print(f"{where}\\n{type(error).__name__}: {message}")
    sys.exit(1)

try:
    for folder in folders:
        for file in sorted(folder.rglob("*.py")):
            ast.parse(file.read_bytes(), str(file))
    sys.path[:0] = map(str, folders)
    for file in sorted(folders[1].glob("*/*.py")):
        if file.stem != "__init__":
            importlib.import_module(f"{file.parent.name}.{file.stem}")
except Exception as error:
    fail(error, error.__traceback__)
"""


def check_imports(project: Path) -> None:
    """Import all handlers, as Lambda does, in a process of their own.

    Raises:
        Problem: one can't be imported; the message names the file and the line.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "PLANO_"))}
    environment["PYTHONPATH"] = ""
    command = [sys.executable, "-c", _IMPORT, str(project)]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=_SECONDS, check=False, cwd=project
    )
    if done.returncode:
        said = done.stdout.strip() or done.stderr.strip()[-1000:]
        raise Problem(f"The code can't be imported, so nothing was built or deployed.\n{said}")
