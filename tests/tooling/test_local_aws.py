"""The local AWS as a child process: what is written to it is there again, however it or its parent ended."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import httpx
import pytest

from plano_cli.local import deployed_stack, deployment
from plano_cli.local.aws import LocalAws, NotSaved
from plano_cli.local.leftovers import end_leftover, loss
from plano_cli.local.lock import holder
from plano_cli.local.paths import PROJECT, Home
from plano_cli.local.stack import stopping
from tooling.local_aws import read, running, write

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
    write(left.endpoint, "kept")
    end_leftover(home)
    _wait(lambda: not left.is_running())
    left.stop()
    with running(home) as aws:
        assert loss(home) is None
        assert read(aws.endpoint) == "kept"


def test_it_saves_and_ends_when_whoever_started_it_was_killed(home: Home) -> None:
    command = [sys.executable, "-c", _START, str(home.root)]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "tooling")}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        write(parent.stdout.readline().strip(), "kept")
        parent.kill()
    _wait(lambda: holder(home.aws_pid_file) is None)
    with running(home) as aws:
        assert read(aws.endpoint) == "kept"
        assert loss(home) is None


def test_it_saves_by_itself_and_a_kill_loses_what_came_later_and_says_so(home: Home) -> None:
    with running(home) as aws:
        mark = home.state / "saved.json"
        write(aws.endpoint, "kept")
        _wait(mark.exists)
        _kill(home)
        assert "is lost" in str(loss(home))
        assert mark.read_text()[8:27] in str(loss(home))
    with running(home) as aws:
        assert read(aws.endpoint) == "kept"


@pytest.mark.parametrize("killed", [False, True])
def test_one_that_was_killed_is_not_said_to_be_saved(home: Home, killed: bool) -> None:
    steps: list[str] = []

    @contextmanager
    def noted(title: str) -> Iterator[None]:
        yield
        steps.append(title)

    with stopping(LocalAws.start(home, persistent=True), noted):
        if killed:
            _kill(home)
    assert steps == ([] if killed else ["Saving and stopping"])


def test_what_can_t_be_saved_is_said_and_what_was_saved_before_stays(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plano_cli.local.aws._SAVE_SECONDS", 0)
    in_the_way = home.state / "next"
    aws = LocalAws.start(home, persistent=True)
    write(aws.endpoint, "kept")
    aws.save()
    in_the_way.write_text("")  # where it wants to write, there is a file
    write(aws.endpoint, "lost")
    with pytest.raises(NotSaved, match=r"can't be saved.*\n.* is lost"):
        aws.stop()
    in_the_way.unlink()
    with running(home) as aws:
        assert read(aws.endpoint) == "kept"


def test_two_never_work_on_the_same_data(home: Home) -> None:
    with running(home) as first:
        command = [sys.executable, "-m", "plano_cli.local.emulator"]
        environment = {
            "PYTHONPATH": f"{PROJECT / 'tooling'}{os.pathsep}{PROJECT / 'layers' / 'plano'}",
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


def _unpacked(home: Home) -> list[Path]:
    return list((home.root / "tmp").glob("ministack-lambda-*"))


def _invoke(aws: LocalAws, name: str = "one") -> None:
    code = BytesIO()
    with ZipFile(code, "w") as archive:
        archive.writestr(ZipInfo("app.py"), "def handler(event, context): print('here')")
    trust = {
        "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]
    }
    role = deployed_stack.client("iam", aws.endpoint).create_role(
        RoleName=name, AssumeRolePolicyDocument=json.dumps(trust)
    )
    functions = deployed_stack.client("lambda", aws.endpoint)
    functions.create_function(
        FunctionName=name,
        Runtime=deployment.python_runtime(),
        Role=role["Role"]["Arn"],
        Handler="app.handler",
        Code={"ZipFile": code.getvalue()},
    )
    assert "FunctionError" not in functions.invoke(FunctionName=name)


@pytest.mark.parametrize("end", ["stopped", "killed"])
def test_what_it_unpacked_for_its_functions_is_not_left_on_the_disk(home: Home, end: str) -> None:
    with running(home) as aws:
        _invoke(aws)
        assert _unpacked(home)
        if end == "killed":
            _kill(home)
    if end == "killed":
        with running(home):
            pass
    assert not _unpacked(home)


def test_functions_of_the_same_code_share_what_was_unpacked(home: Home) -> None:
    with running(home) as aws:
        _invoke(aws, "one")
        _invoke(aws, "two")
        code = [folder / "code" for folder in _unpacked(home) if (folder / "code").exists()]
        assert len(code) == len(("one", "two"))
        assert len({folder.resolve() for folder in code}) == 1
