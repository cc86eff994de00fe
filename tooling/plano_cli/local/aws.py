"""The local AWS: MiniStack as a child process, on the loopback address, with an environment of its own."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import httpx

from plano_cli.local.emulator_words import ACCESSES_FILE, PID_FILE, PROCESS_PATH, SAVE_PATH
from plano_cli.local.files import follow, write_whole
from plano_cli.local.leftovers import loss
from plano_cli.local.paths import PROJECT, Home
from plano_cli.local.ports import HOST, is_free, last_port, same_port
from plano_cli.problems import Problem

REGION = "eu-central-1"
FIRST_PORT = 4566
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": REGION}
_START_SECONDS = 30
_STOP_SECONDS = 60
_TRIES = 5
"""How many ports are tried, where each is taken by somebody who was quicker."""
_SAVE_SECONDS = 15
"""How long a full disk is waited for."""


class NotSaved(Problem):
    """Something that was written to the local AWS is not on the disk."""


class LocalAws:
    """A running local AWS."""

    def __init__(self, home: Home, port: int, process: "subprocess.Popen[bytes]", *, persistent: bool) -> None:
        self.port = port
        self.endpoint = f"http://{HOST}:{port}"
        self._home = home
        self._process = process
        self._persistent = persistent

    @classmethod
    def start(cls, home: Home, *, persistent: bool) -> "LocalAws":
        """Start it, on the port that it had before, or on another that is free.

        Raises:
            Problem: it does not come up.
        """
        for tries_left in reversed(range(_TRIES)):
            started = cls._begin(home, persistent=persistent)
            try:
                started._wait_until_up()
            except Problem:
                started.stop()
                # Another stack that starts at the same moment may have chosen the same port, and been quicker.
                if is_free(started.port) or not tries_left:
                    raise
            except BaseException:
                started.stop()
                raise
            else:
                break
        return started

    @classmethod
    def _begin(cls, home: Home, *, persistent: bool) -> "LocalAws":
        port = _port(home)
        for folder in (home.state / "s3", home.root / "tmp", home.logs):
            folder.mkdir(parents=True, exist_ok=True)
        with (home.logs / "aws.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "plano_cli.local.emulator"],
                env=_environment(home, port, persistent=persistent),
                cwd=home.root,
                stdin=subprocess.PIPE,  # which closes when this process is gone, and then it saves and ends
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for us: we end it in our own time, so that it saves its data
            )
        return cls(home, port, process, persistent=persistent)

    def is_running(self) -> bool:
        """Whether the process is still there."""
        return self._process.poll() is None

    def save(self) -> None:
        """Have it save its data now.

        Raises:
            NotSaved: it can't.
        """
        if not self._persistent:
            return
        try:
            answer = httpx.post(f"{self.endpoint}{SAVE_PATH}", timeout=_STOP_SECONDS)
        except httpx.HTTPError as error:
            raise NotSaved(f"The local AWS does not answer: see {self._home.logs / 'aws.log'}") from error
        if answer.status_code not in (httpx.codes.OK, httpx.codes.CONFLICT):
            raise NotSaved(f"The data can't be saved: {answer.text}")

    def stop(self) -> None:
        """End it, and wait until it has saved its data. Where it can't save, try again for a while.

        Raises:
            NotSaved: it ended without.
        """
        reason = None
        try:
            if self.is_running():
                reason = self._save_patiently()
                self._process.terminate()
                with suppress(subprocess.TimeoutExpired):
                    self._process.wait(_STOP_SECONDS)
        finally:
            # What it started, its workers, is in its process group.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            if self._process.stdin is not None:
                self._process.stdin.close()
        if reason is not None:
            raise NotSaved(f"{reason}\n{loss(self._home) or 'Nothing of this run was saved.'}")

    def _save_patiently(self) -> str | None:
        deadline = time.monotonic() + _SAVE_SECONDS
        while True:
            try:
                self.save()
            except NotSaved as error:
                if time.monotonic() > deadline or not self.is_running():
                    return str(error)
                time.sleep(1)
            else:
                return None

    def _wait_until_up(self) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            if not self.is_running():
                break
            with suppress(httpx.HTTPError):
                if httpx.get(f"{self.endpoint}{PROCESS_PATH}", timeout=1).text == str(self._process.pid):
                    return
            time.sleep(0.05)
        raise Problem(f"The local AWS did not start on port {self.port}: see {self._home.logs / 'aws.log'}")


def _port(home: Home) -> int:
    before, port = last_port(home.aws_port_file), same_port(home.aws_port_file, FIRST_PORT)
    if before is not None and before != port:
        follow(home.state, f"http://{HOST}:{before}/", f"http://{HOST}:{port}/")
    write_whole(home.aws_port_file, str(port))
    return port


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
        "PYTHONPATH": os.pathsep.join((str(PROJECT / "tooling"), str(PROJECT / "layers" / "plano"))),
        PID_FILE: str(home.aws_pid_file),
        ACCESSES_FILE: str(home.accesses_file),
        "BIND_HOST": HOST,
        "IOT_MTLS_ENABLED": "0",  # it would listen on every interface, as would the next
        "SFTP_ENABLED": "0",
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
