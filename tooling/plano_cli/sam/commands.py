"""The three lines of docs/sam-local.md, as they are run here."""

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx

from plano_cli.local import deployment
from plano_cli.local.paths import Home
from plano_cli.local.ports import HOST, free_port
from plano_cli.problems import Problem

CONFIG = ("--config-file", ".local/sam/samconfig.toml")
BUILD = ("sam", "build", *CONFIG)
INVOKE = ("sam", "local", "invoke", *CONFIG)
START_API = ("sam", "local", "start-api", *CONFIG)
_API_PORT = 3000
_START_SECONDS = 120
_STOP_SECONDS = 60
_INVOKE_SECONDS = 600


class Silent(Exception):
    """A container gave no answer. The message says where to read why."""


def build(home: Home) -> None:
    """Build the functions for this machine's processor.

    Raises:
        Problem: it can't be done.
    """
    # SAM locks the image there while it builds it, and waits for minutes for the lock of a run that was killed.
    shutil.rmtree(home.sam / "tmp", ignore_errors=True)
    (home.sam / "tmp").mkdir()
    log = _log(home, "build")
    with log.open("w") as output:
        done = subprocess.run(
            BUILD, cwd=home.project, env=_environment(home), stdout=output, stderr=subprocess.STDOUT, check=False
        )
    if done.returncode:
        raise Problem(f"`{' '.join(BUILD)}` failed. The end of {log}:\n{_end(log)}")


def invoke(home: Home, function: str, event: Path) -> Any:
    """Have a container answer an event.

    Raises:
        Silent: it gave no answer.
    """
    log = _log(home, function)
    with log.open("w") as output:
        done = subprocess.run(
            [*INVOKE, function, "--event", str(event)],
            cwd=home.project,
            env=_environment(home),
            stdout=subprocess.PIPE,
            stderr=output,
            text=True,
            timeout=_INVOKE_SECONDS,
            check=False,
        )
    try:
        return json.loads(done.stdout)
    except ValueError as error:
        raise Silent(f"no answer: see {log}") from error


@contextmanager
def api(home: Home) -> Iterator[str]:
    """The API in containers, for as long as the context lasts; its address.

    Raises:
        Problem: it does not come up.
    """
    log, port = _log(home, "start-api"), free_port(_API_PORT)
    with log.open("w") as output:
        process = subprocess.Popen(
            [*START_API, "--port", str(port)],
            cwd=home.project,
            env=_environment(home),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_up(process, port, log)
        yield f"http://{HOST}:{port}"
    finally:
        process.terminate()  # it removes its containers, and ends
        with suppress(subprocess.TimeoutExpired):
            process.wait(_STOP_SECONDS)
        process.kill()


def _wait_until_up(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(httpx.HTTPError):
            # No function has this address: SAM itself answers, without a container.
            httpx.request("TRACE", f"http://{HOST}:{port}/", timeout=5)
            return
        time.sleep(0.2)
    raise Problem(f"`{' '.join(START_API)}` did not start. The end of {log}:\n{_end(log)}")


def _environment(home: Home) -> dict[str, str]:
    return {**deployment.sam_environment("http://127.0.0.1:9"), "TMPDIR": str(home.sam / "tmp")}


def _log(home: Home, name: str) -> Path:
    folder = home.logs / "sam-local"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{name}.log"


def _end(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-15:])
