"""Where the local AWS listens: on the loopback address, on the port that it had, or on the next."""

import socket
import subprocess
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest

from plano_cli.local import deployed_stack
from plano_cli.local.aws import FIRST_PORT, LocalAws
from plano_cli.local.lock import holder
from plano_cli.local.paths import Home
from plano_cli.local.ports import HOST, listening
from tooling.local_aws import read, running, write


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home(tmp_path_factory.mktemp("a folder"))


def test_it_keeps_its_port_and_where_that_is_taken_the_addresses_of_its_queues_follow(home: Home) -> None:
    with running(home) as aws:
        before = aws.port
        deployed_stack.client("sqs", aws.endpoint).create_queue(QueueName="emails")
    with running(home) as aws:
        assert aws.port == before
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind((HOST, before))
        other.listen()
        with running(home) as aws:
            queue = deployed_stack.client("sqs", aws.endpoint).get_queue_url(QueueName="emails")["QueueUrl"]
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
        rivals.append(at_end.enter_context(running(Home(tmp_path))))
        assert home.aws_port_file.read_text() == str(rivals[0].port)  # which this one has chosen, too
        return start(*arguments, **options)

    monkeypatch.setattr(subprocess, "Popen", start_late)
    with at_end, running(home) as aws:
        (rival,) = rivals
        assert aws.port != rival.port
        assert home.aws_port_file.read_text() == str(aws.port)
        write(aws.endpoint, "mine")
        write(rival.endpoint, "theirs")
        assert read(aws.endpoint) == "mine"


def test_two_who_listen_at_once_get_a_port_each(tmp_path: Path) -> None:
    with listening(tmp_path / "one", FIRST_PORT) as one, listening(tmp_path / "two", FIRST_PORT) as two:
        ports = [each.getsockname()[1] for each in (one, two)]
        assert ports[0] != ports[1]
    assert [int((tmp_path / name).read_text()) for name in ("one", "two")] == ports


def test_it_listens_on_the_loopback_address_only(home: Home) -> None:
    with running(home) as aws:
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
