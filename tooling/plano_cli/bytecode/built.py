"""Which folders SAM built, for which Python, and the bytecode for them."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from plano_cli.problems import Problem

_COMPILER = Path(__file__).with_name("compiler.py")
_OF_LAYERS, _OF_FUNCTIONS = "/opt", "/var/task"


def add_bytecode(build: Path) -> str | None:
    """Compile all that SAM built in this folder, for the Python that it built it for.

    Returns:
        Why there is no bytecode, where there is none: the functions then run as they would, but start slower.

    Raises:
        Problem: SAM has built nothing there, or something that can't be compiled.
    """
    runtime = target(build)
    python = interpreter(runtime)
    if python is None:
        return (
            f"No bytecode: the functions are for {runtime}, which is not on this machine, so each of them compiles its"
            f" modules as it starts. Install {runtime} and build again."
        )
    layers = {layer["layer_name"] for layer in _layers(build)}
    folders = [folder for folder in sorted(build.iterdir()) if folder.is_dir()]
    pairs = [
        text for folder in folders for text in (str(folder), _OF_LAYERS if folder.name in layers else _OF_FUNCTIONS)
    ]
    result = subprocess.run([python, "-I", str(_COMPILER), *pairs], capture_output=True, text=True, check=False)
    if result.returncode:
        raise Problem(f"What SAM built can't be compiled by {python}:\n{result.stderr[-2000:]}")
    return None


def target(build: Path) -> str:
    """The Python that SAM built for, as SAM wrote it down: `python3.13`.

    Raises:
        Problem: there is no build.
    """
    runtimes = {layer["build_method"] for layer in _layers(build)}
    if len(runtimes) != 1:
        raise Problem(f"{_graph(build)} names no single Python for the layers: run `sam build` first")
    return str(runtimes.pop())


def _layers(build: Path) -> list[dict[str, str]]:
    try:
        found = tomllib.loads(_graph(build).read_text())
    except OSError as error:
        raise Problem(f"There is no build in {build}: run `sam build` first") from error
    return list(found.get("layer_build_definitions", {}).values())


def _graph(build: Path) -> Path:
    return build.parent / "build.toml"


def interpreter(runtime: str) -> str | None:
    """The interpreter of just this version, if there is one on this machine."""
    if runtime == f"python{sys.version_info.major}.{sys.version_info.minor}":
        return sys.executable
    found = shutil.which(runtime)
    asked = "import sys; print('python%d.%d' % sys.version_info[:2])"
    if found is None:
        return None
    answer = subprocess.run([found, "-I", "-c", asked], capture_output=True, text=True, check=False)
    return found if answer.stdout.strip() == runtime else None
