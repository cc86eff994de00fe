"""Who takes part, and the folders that each is started from: as a function finds them below /var/task and /opt."""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from plano_cli.bytecode.compiler import compile_folder
from plano_cli.local.paths import PROJECT

FOLDER = PROJECT / ".venv" / "bench"
PEERS = Path(__file__).parent / "peers"
_REQUIREMENTS = Path(__file__).with_name("requirements.txt")
_PYTHON = os.path.realpath(sys.executable)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One row of the table."""

    name: str
    title: str
    handler: str
    task: Path
    layers: Path | None
    compiled: bool
    environment: Mapping[str, str] = field(default_factory=dict)
    creates: bool = True
    """Whether it does the job; the bare one doesn't."""


def runtime() -> Path:
    """What AWS puts below /var/runtime: its client, and the SDK with its bytecode."""
    folder = packages(_REQUIREMENTS, FOLDER / "runtime")
    if not list(folder.glob("boto3/__pycache__/*.pyc")):
        compile_folder(folder, "/var/runtime", {})
    return folder


def interpreter() -> str:
    """A Python as AWS's runtime has it: nothing is installed into it, and nothing of others runs as it starts."""
    folder = FOLDER / "python"
    venv.EnvBuilder(clear=True, symlinks=True, with_pip=False).create(folder)
    return str(folder / "bin" / "python")


def candidates(build: Path) -> list[Candidate]:
    """All of them, made anew of their sources and of what SAM built of Plano."""
    peers = [
        *both("bare", "a handler that only makes a boto3 client", "app.handler", creates=False),
        *both("by_hand", "hand-written boto3", "app.handler"),
        *both("with_chalice", "Chalice", "app.app"),
        *both("with_powertools", "Powertools' resolver", "app.handler"),
        *both("with_fastapi", "FastAPI + Mangum", "app.handler"),
    ]
    return [*peers, *plano(build)]


def both(name: str, title: str, handler: str, *, creates: bool = True) -> list[Candidate]:
    """The peer as SAM builds it, which compiles nothing, and with its bytecode."""
    source = PEERS / name
    requirements = source / "requirements.txt"
    plain, compiled = FOLDER / "peers" / name, FOLDER / "peers" / f"{name}-compiled"
    for folder in (plain, compiled):
        shutil.rmtree(folder, ignore_errors=True)
        if requirements.exists():
            shutil.copytree(packages(requirements, FOLDER / "packages" / name), folder)
        for part in (PEERS / "common", source):
            shutil.copytree(part, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    compile_folder(compiled, "/var/task", {})
    return [
        Candidate(name, title, handler, plain, None, compiled=False, creates=creates),
        Candidate(f"{name}-compiled", title, handler, compiled, None, compiled=True, creates=creates),
    ]


def plano(build: Path) -> list[Candidate]:
    """Plano as it ships, once with each of its DynamoDB clients; and without its bytecode, for comparison."""
    shipped, plain = FOLDER / "plano-compiled", FOLDER / "plano"
    for folder in (shipped, plain):
        without = shutil.ignore_patterns("__pycache__") if folder == plain else None
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(build / "LineItemsCreateFunction", folder / "task", ignore=without)
        for layer in ("DependenciesLayer", "PlanoLayer"):
            shutil.copytree(build / layer, folder / "opt", dirs_exist_ok=True, ignore=without)
    handler = "line_items.create.handler"
    found = [Candidate("plano", "Plano", handler, plain / "task", plain / "opt", compiled=False)]
    for client in _clients(build):
        title = f"Plano, on {client}" if client else "Plano"
        environment = {"PLANO_STORE_CLIENT": client} if client else {}
        name = f"plano-{client}-compiled" if client else "plano-compiled"
        found.append(Candidate(name, title, handler, shipped / "task", shipped / "opt", True, environment))
    return found


def others(build: Path, handlers: Mapping[str, str]) -> dict[str, Candidate]:
    """Other functions of Plano's as they ship, by what they answer.

    Args:
        handlers: `orders.create` and the like, by the function's logical id.
    """
    found = {}
    for function, name in handlers.items():
        task = FOLDER / "others" / function
        shutil.rmtree(task, ignore_errors=True)
        shutil.copytree(build / function, task)
        environment = {"PLANO_STORE_CLIENT": "own"}
        layers = FOLDER / "plano-compiled" / "opt"
        found[name] = Candidate(name, name, f"{name}.handler", task, layers, compiled=True, environment=environment)
    return found


def _clients(build: Path) -> list[str]:
    """The clients that the store can be given: none where it knows no such setting."""
    settings = build / "PlanoLayer" / "python" / "plano" / "settings.py"
    return ["botocore", "own"] if "store_client" in settings.read_text() else [""]


def packages(requirements: Path, folder: Path) -> Path:
    """The locked packages, as SAM installs them: without bytecode."""
    lock = folder.with_name(f"{folder.name}.lock")
    wanted = hashlib.sha256(requirements.read_bytes() + _PYTHON.encode()).hexdigest()
    if not (lock.exists() and lock.read_text() == wanted):
        shutil.rmtree(folder, ignore_errors=True)
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-compile", "--no-deps", "--require-hashes"]
        subprocess.run([*install, "--target", str(folder), "-r", str(requirements)], check=True)
        lock.write_text(wanted)
    return folder
