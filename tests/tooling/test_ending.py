"""How signals end a run: in a process of its own, as a terminal would send them."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from plano_cli.local.paths import PROJECT

_RUN = """\
import signal, sys, time
from pathlib import Path
from plano_cli.local.ending import obeyed
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell ignores it for what runs in the background
try:
    with obeyed(Path(sys.argv[1])):
        try:
            print("up", flush=True)
            time.sleep(30)
        finally:
            print("saving", flush=True)
            sys.stdin.readline()
            print("saved", flush=True)
except KeyboardInterrupt:
    print("ended", flush=True)
"""


def _start(log: Path) -> "subprocess.Popen[str]":
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "tooling")}
    command = [sys.executable, "-c", _RUN, str(log)]
    return subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("first", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("second", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_second_signal_leaves_the_saving_alone(
    tmp_path: Path, first: signal.Signals, second: signal.Signals
) -> None:
    log = tmp_path / "run.log"
    with _start(log) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        process.send_signal(first)
        assert process.stdout.readline() == "saving\n"
        process.send_signal(second)
        said = process.communicate("\n")[0] + (log.read_text() if log.exists() else "")
    assert (said, process.returncode) == ("saved\nended\n", 0)


def test_a_closed_terminal_ends_the_run_whose_last_words_are_in_the_log(tmp_path: Path) -> None:
    log = tmp_path / "logs" / "run.log"
    with _start(log) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        process.stdout.close()  # nobody reads it any more
        process.send_signal(signal.SIGHUP)
        process.communicate("\n")
    assert process.returncode == 0
    assert log.read_text() == "saving\nsaved\nended\n"
