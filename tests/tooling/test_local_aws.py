"""The local AWS as a child process: what is written to it is there again, however it or its parent ended."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import httpx
import pytest

from plano_cli.local import deployment
from plano_cli.local.aws import FIRST_PORT, LocalAws, NotSaved
from plano_cli.local.leftovers import end_leftover, loss
from plano_cli.local.lock import holder
from plano_cli.local.paths import PROJECT, Home
from plano_cli.local.ports import HOST, listening

_NAME = "/a/name"
_START = """\
import sys, time
from pathlib import Path
from plano_cli.local.aws import LocalAws
from plano_cli.local.paths import Home
print(LocalAws.start(Home(Path(sys.argv[1])), persistent=True).endpoint, flush=True)
time.sleep(600)
"""


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home(tmp_path_factory.mktemp("a folder"))


@contextmanager
def _running(home: Home) -> Iterator[LocalAws]:
    aws = LocalAws.start(home, persistent=True)
    try:
        yield aws
    finally:
        aws.stop()


def _write(endpoint: str, value: str) -> None:
    deployment.client("ssm", endpoint).put_parameter(Name=_NAME, Value=value, Type="String", Overwrite=True)


def _read(endpoint: str) -> str:
    return str(deployment.client("ssm", endpoint).get_parameter(Name=_NAME)["Parameter"]["Value"])


def _wait(until: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not until():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _kill(home: Home) -> None:
    process = holder(home.aws_pid_file)
    assert process is not None
    os.kill(process, signal.SIGKILL)
    _wait(lambda: holder(home.aws_pid_file) is None)


def test_what_a_killed_run_left_behind_saves_and_ends_before_the_next_begins(home: Home) -> None:
    left = LocalAws.start(home, persistent=True)
    _write(left.endpoint, "kept")
    end_leftover(home)
    _wait(lambda: not left.is_running())
    left.stop()
    with _running(home) as aws:
        assert loss(home) is None
        assert _read(aws.endpoint) == "kept"


def test_it_saves_and_ends_when_whoever_started_it_was_killed(home: Home) -> None:
    command = [sys.executable, "-c", _START, str(home.root)]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "tooling")}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        _write(parent.stdout.readline().strip(), "kept")
        parent.kill()
    _wait(lambda: holder(home.aws_pid_file) is None)
    with _running(home) as aws:
        assert _read(aws.endpoint) == "kept"
        assert loss(home) is None


def test_it_saves_by_itself_and_a_kill_loses_what_came_later_and_says_so(home: Home) -> None:
    with _running(home) as aws:
        mark = home.state / "saved.json"
        _write(aws.endpoint, "kept")
        _wait(mark.exists)
        _kill(home)
        assert "is lost" in str(loss(home))
        assert mark.read_text()[8:27] in str(loss(home))
    with _running(home) as aws:
        assert _read(aws.endpoint) == "kept"


def test_what_can_t_be_saved_is_said_and_what_was_saved_before_stays(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plano_cli.local.aws._SAVE_SECONDS", 0)
    in_the_way = home.state / "next"
    aws = LocalAws.start(home, persistent=True)
    _write(aws.endpoint, "kept")
    aws.save()
    in_the_way.write_text("")  # where it wants to write, there is a file
    _write(aws.endpoint, "lost")
    with pytest.raises(NotSaved, match=r"can't be saved.*\n.* is lost"):
        aws.stop()
    in_the_way.unlink()
    with _running(home) as aws:
        assert _read(aws.endpoint) == "kept"


def test_two_never_work_on_the_same_data(home: Home) -> None:
    with _running(home) as first:
        command = [sys.executable, "-m", "plano_cli.local.emulator"]
        environment = {
            "PYTHONPATH": str(PROJECT / "tooling"),
            "PLANO_LOCAL_AWS_PID_FILE": str(home.aws_pid_file),
            "STATE_DIR": str(home.state),
        }
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (1, "Another local AWS works on these data.\n")
        assert httpx.get(f"{first.endpoint}/_ministack/health").is_success


def test_another_process_with_that_number_is_left_alone(home: Home) -> None:
    home.aws_pid_file.write_text(str(os.getpid()))
    end_leftover(home)  # and this one, whose number it is, goes on
    LocalAws.start(home, persistent=False).stop()


def test_it_keeps_its_port_and_where_that_is_taken_the_addresses_of_its_queues_follow(home: Home) -> None:
    with _running(home) as aws:
        before = aws.port
        deployment.client("sqs", aws.endpoint).create_queue(QueueName="emails")
    with _running(home) as aws:
        assert aws.port == before
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind((HOST, before))
        other.listen()
        with _running(home) as aws:
            queue = deployment.client("sqs", aws.endpoint).get_queue_url(QueueName="emails")["QueueUrl"]
            assert aws.port != before
            assert queue.startswith(f"{aws.endpoint}/")


def test_where_another_stack_was_quicker_it_takes_the_next_port(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rivals: list[LocalAws] = []
    at_end = ExitStack()
    start = subprocess.Popen

    def start_late(*arguments: Any, **options: Any) -> Any:
        monkeypatch.setattr(subprocess, "Popen", start)
        rivals.append(at_end.enter_context(_running(Home(tmp_path))))
        assert home.aws_port_file.read_text() == str(rivals[0].port)  # which this one has chosen, too
        return start(*arguments, **options)

    monkeypatch.setattr(subprocess, "Popen", start_late)
    with at_end, _running(home) as aws:
        (rival,) = rivals
        assert aws.port != rival.port
        assert home.aws_port_file.read_text() == str(aws.port)
        _write(aws.endpoint, "mine")
        _write(rival.endpoint, "theirs")
        assert _read(aws.endpoint) == "mine"


def test_two_who_listen_at_once_get_a_port_each(tmp_path: Path) -> None:
    with listening(tmp_path / "one", FIRST_PORT) as one, listening(tmp_path / "two", FIRST_PORT) as two:
        ports = [each.getsockname()[1] for each in (one, two)]
        assert ports[0] != ports[1]
    assert [int((tmp_path / name).read_text()) for name in ("one", "two")] == ports


def _unpacked(home: Home) -> list[Path]:
    return list((home.root / "tmp").glob("ministack-lambda-*"))


def _invoke(aws: LocalAws) -> None:
    code = BytesIO()
    with ZipFile(code, "w") as archive:
        archive.writestr("app.py", "def handler(event, context): print('here')")
    trust = {
        "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]
    }
    role = deployment.client("iam", aws.endpoint).create_role(
        RoleName="any", AssumeRolePolicyDocument=json.dumps(trust)
    )
    functions = deployment.client("lambda", aws.endpoint)
    functions.create_function(
        FunctionName="one",
        Runtime=deployment.python_runtime(),
        Role=role["Role"]["Arn"],
        Handler="app.handler",
        Code={"ZipFile": code.getvalue()},
    )
    assert "FunctionError" not in functions.invoke(FunctionName="one")


@pytest.mark.parametrize("end", ["stopped", "killed"])
def test_what_it_unpacked_for_its_functions_is_not_left_on_the_disk(home: Home, end: str) -> None:
    with _running(home) as aws:
        _invoke(aws)
        assert _unpacked(home)
        if end == "killed":
            _kill(home)
    if end == "killed":
        with _running(home):
            pass
    assert not _unpacked(home)


def test_it_listens_on_the_loopback_address_only(home: Home) -> None:
    with _running(home) as aws:
        httpx.get(f"{aws.endpoint}/_ministack/ready", timeout=30)
        assert _listening(holder(home.aws_pid_file)) == {f"{HOST}:{aws.port}"}


def _listening(number: int | None) -> set[str]:
    """The addresses that a process listens on: by Linux's lists, or as macOS's lsof has it."""
    process = Path(f"/proc/{number}")
    if not process.exists():
        command = ["lsof", "-nP", "-a", "-p", str(number), "-iTCP", "-sTCP:LISTEN", "-Fn"]
        lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
        return {line[1:] for line in lines if line.startswith("n")}
    sockets = {file.readlink().name for file in (process / "fd").iterdir()}
    found = set()
    for table in ("tcp", "tcp6"):
        for line in (process / "net" / table).read_text().splitlines()[1:]:
            _, local, _, state, *_, inode = line.split()[:10]
            if state == "0A" and f"socket:[{inode}]" in sockets:
                address, port = local.split(":")
                host = ".".join(str(byte) for byte in bytes.fromhex(address)[::-1])
                found.add(f"{host}:{int(port, 16)}")
    return found
