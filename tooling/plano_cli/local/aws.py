"""The local AWS: MiniStack as a child process, on the loopback address, with an environment of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import httpx

from plano_cli.local.paths import Home
from plano_cli.problems import Problem

HOST = "127.0.0.1"
REGION = "eu-central-1"
FIRST_PORT = 4566
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": REGION}
_START_SECONDS = 30
_STOP_SECONDS = 60


class LocalAws:
    """A running local AWS."""

    def __init__(self, home: Home, port: int, process: "subprocess.Popen[bytes]") -> None:
        self.port = port
        self.endpoint = f"http://{HOST}:{port}"
        self._home = home
        self._process = process

    @classmethod
    def start(cls, home: Home, *, persistent: bool) -> "LocalAws":
        """Start it, on the first free port.

        Raises:
            Problem: it does not come up.
        """
        _end_leftover(home)
        port = free_port()
        for folder in (home.state / "s3", home.root / "tmp", home.logs):
            folder.mkdir(parents=True, exist_ok=True)
        with (home.logs / "aws.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "ministack"],
                env=_environment(home, port, persistent=persistent),
                cwd=home.root,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for us: we end it in our own time, so that it saves its data
            )
        home.aws_pid_file.write_text(str(process.pid))
        started = cls(home, port, process)
        try:
            started._wait_until_up()
        except BaseException:
            started.stop()
            raise
        return started

    def is_running(self) -> bool:
        """Whether the process is still there."""
        return self._process.poll() is None

    def stop(self) -> None:
        """End it, and wait until it has saved its data."""
        if self.is_running():
            self._process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_STOP_SECONDS)
        # What it started, its workers, is in its process group.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def _wait_until_up(self) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            if not self.is_running():
                break
            with suppress(httpx.HTTPError):
                if httpx.get(f"{self.endpoint}/_ministack/health", timeout=1).is_success:
                    return
            time.sleep(0.05)
        raise Problem(f"The local AWS did not start on port {self.port}: see {self._home.logs / 'aws.log'}")


def _end_leftover(home: Home) -> None:
    """End what a run that was killed has left behind: it would save its data over that of the next."""
    with suppress(OSError, ValueError):
        process = int(home.aws_pid_file.read_text())
        command = ["ps", "-p", str(process), "-o", "command="]
        if "ministack" in subprocess.run(command, capture_output=True, text=True, check=False).stdout:
            os.killpg(process, signal.SIGKILL)


def free_port(first: int = FIRST_PORT) -> int:
    """The first port from `first` on that nobody listens on."""
    for port in range(first, first + 200):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with suppress(OSError):
                probe.bind((HOST, port))
                return port
    raise Problem(f"No port between {first} and {first + 199} is free: end what listens there, and try again")


def client_environment(endpoint: str) -> dict[str, str]:
    """What AWS's tools and libraries need to talk to it, and to nothing else."""
    return {**CREDENTIALS, "AWS_ENDPOINT_URL": endpoint, "AWS_EC2_METADATA_DISABLED": "true"}


def _environment(home: Home, port: int, *, persistent: bool) -> dict[str, str]:
    # The functions inherit it: nothing of this shell's, so that what works here works elsewhere.
    kept = {name: os.environ[name] for name in ("LANG", "LC_ALL") if name in os.environ}
    return {
        **kept,
        **CREDENTIALS,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}/usr/bin{os.pathsep}/bin",
        "HOME": str(home.root),
        "TMPDIR": str(home.root / "tmp"),
        "BIND_HOST": HOST,
        "GATEWAY_PORT": str(port),
        "MINISTACK_HOST": HOST,
        "MINISTACK_REGION": REGION,
        "LOG_LEVEL": "WARNING",
        "AUTH": "true",  # each function may do only what its role says
        "PERSIST_STATE": "1" if persistent else "0",
        "S3_PERSIST": "1" if persistent else "0",
        "STATE_DIR": str(home.state),
        "S3_DATA_DIR": str(home.state / "s3"),
    }
