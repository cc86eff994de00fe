"""One function in AWS's runtime: awslambdaric, under the runtime interface emulator that SAM's command line ships."""

import http.client
import json
import os
import platform
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from benchmarks.candidates import FOLDER, Candidate, interpreter
from benchmarks.process import Taken, child_of, instructions_of, taken_by
from plano_cli.local.deployment import SAM
from plano_cli.local.ports import HOST, free_port
from plano_cli.problems import Problem

_START_SECONDS = 10
_FIRST_PORT = 9600
_INVOCATIONS = "/2015-03-31/functions/function/invocations"


class Function:
    """A function that waits for events. Nothing of it has run before the first one, as at a cold start."""

    def __init__(self, name: str, port: int, emulator: "subprocess.Popen[bytes]") -> None:
        self._name = name
        self._connection = http.client.HTTPConnection(HOST, port, timeout=60)
        self._emulator = emulator

    def answer(self, event: Mapping[str, Any]) -> Any:
        """What the function answers."""
        try:
            self._connection.request("POST", _INVOCATIONS, json.dumps(event))
            return json.loads(self._connection.getresponse().read())
        except (http.client.HTTPException, OSError) as error:
            state = self._emulator.poll()
            told = "goes on" if state is None else f"has ended with {state}"
            raise Problem(f"No answer of {self._name} ({type(error).__name__}); its emulator {told}") from error

    def close(self) -> None:
        """Ask it no more."""
        self._connection.close()

    def taken(self) -> Taken:
        """What it took so far, once it has come to rest."""
        return taken_by(child_of(self._emulator.pid))

    def instructions(self, work: Callable[[], object]) -> int | None:
        """How many instructions the process carries out meanwhile; None where the machine doesn't count them."""
        return instructions_of(child_of(self._emulator.pid), work)


@contextmanager
def started(candidate: Candidate, runtime: Path, environment: Mapping[str, str]) -> Iterator[Function]:
    """The candidate, for as long as the context lasts."""
    port = free_port(_FIRST_PORT)
    emulator = subprocess.Popen(
        [*_read_only(), *_emulator(port), python(), "-m", "awslambdaric", candidate.handler],
        cwd=candidate.task,
        env={**environment_of(candidate, runtime), **environment, **candidate.environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_for(port, emulator)
        function = Function(candidate.name, port, emulator)
        yield function
        function.close()
    finally:
        os.killpg(emulator.pid, 9)
        emulator.wait()


@lru_cache(maxsize=1)
def python() -> str:
    """The Python that functions run on."""
    return interpreter()


@lru_cache(maxsize=1)
def is_read_only() -> bool:
    """Whether the functions' folders can be mounted read-only here. Else Python is told to write no bytecode."""
    return subprocess.run([*_mount(), "true"], capture_output=True, check=False).returncode == 0


def _read_only() -> list[str]:
    return _mount() if is_read_only() else []


def _mount() -> list[str]:
    script = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && cd "$PWD" && exec "$@"'
    return ["unshare", "--map-root-user", "--mount", "sh", "-c", script, str(FOLDER)]


def _emulator(port: int) -> list[str]:
    machine = "arm64" if platform.machine().lower() in ("arm64", "aarch64") else "x86_64"
    (rapid,) = SAM.parent.glob("lib/python*/site-packages/samcli/local/rapid")
    program = rapid / f"aws-lambda-rie-{machine}"
    FOLDER.mkdir(parents=True, exist_ok=True)
    copy = FOLDER / program.name
    if not copy.exists():
        shutil.copy(program, copy)
        copy.chmod(0o755)
    api = free_port(port + 1)
    return [
        str(copy),
        "--runtime-interface-emulator-address",
        f"{HOST}:{port}",
        "--runtime-api-address",
        f"{HOST}:{api}",
        "--log-level",
        "error",
    ]


def environment_of(candidate: Candidate, runtime: Path) -> dict[str, str]:
    """What Lambda sets for a function, with the folders that it finds its modules in."""
    layers = [str(candidate.layers / "python")] if candidate.layers else []
    return {
        "PATH": "/usr/bin:/bin",
        "LANG": "en_US.UTF-8",
        "TZ": ":UTC",
        "PYTHONPATH": os.pathsep.join([*layers, str(runtime)]),
        "PYTHONNOUSERSITE": "1",
        **({} if is_read_only() else {"PYTHONDONTWRITEBYTECODE": "1"}),
        "LAMBDA_TASK_ROOT": str(candidate.task),
        "AWS_LAMBDA_FUNCTION_NAME": candidate.name,
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
        "AWS_LAMBDA_FUNCTION_TIMEOUT": "30",
        "AWS_LAMBDA_FUNCTION_VERSION": "1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def _wait_for(port: int, emulator: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and emulator.poll() is None:
        probe = http.client.HTTPConnection(HOST, port, timeout=1)
        try:
            probe.connect()
            return
        except OSError:
            time.sleep(0.01)
        finally:
            probe.close()
    raise Problem(f"AWS's runtime emulator does not start on port {port}")
