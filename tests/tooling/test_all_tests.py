"""A run of all tests says at its end what failed, whichever part it was in."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import all_tests
from plano_cli.local.paths import PROJECT


def _part(folder: Path, name: str, text: str) -> all_tests.Part:
    tests = folder / name
    tests.mkdir()
    (tests / f"test_{name}.py").write_text(text)
    return all_tests.Part(name, (str(tests),), {"PLANO_GREETING": name})


def test_what_failed_in_any_part_is_said_at_the_end(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    fails = _part(
        tmp_path, "first", "def test_it():\n    assert 1 + 1 == 3, 'sums are off'\n\ndef test_other(): pass\n"
    )
    passes = _part(tmp_path, "second", "import os\n\ndef test_it(): assert os.environ['PLANO_GREETING'] == 'second'\n")

    code = all_tests.main([fails, passes])

    said = capfd.readouterr().out.rpartition("FAILED first:")[2].splitlines()
    assert code == 1
    assert any("sums are off" in line for line in said)
    assert said[-2].startswith("first: 1 of 2 failed")
    assert said[-1].startswith("second: 1 passed")


_SLOW_TO_END = """
import pathlib, pytest

@pytest.fixture
def stack():
    pathlib.Path({begun!r}).touch()
    yield
    pathlib.Path({ended!r}).touch()

def test_it(stack):
    while True:
        pass
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_ends_what_it_has_started(tmp_path: Path, how: signal.Signals) -> None:
    begun, ended = tmp_path / "begun", tmp_path / "ended"
    part = _part(tmp_path, "slow", _SLOW_TO_END.format(begun=str(begun), ended=str(ended)))
    program = f"import all_tests, sys; sys.exit(all_tests.main([all_tests.Part('slow', {part.folders!r})]))"
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "tests")}
    with subprocess.Popen([sys.executable, "-c", program], env=environment, start_new_session=True) as run:
        while not begun.exists():
            assert run.poll() is None
        if how is signal.SIGINT:
            os.killpg(run.pid, how)  # as a terminal does
        else:
            run.send_signal(how)
        assert run.wait(60) == 130
    assert ended.exists()


def test_a_part_that_could_not_begin_is_no_success(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    broken = _part(tmp_path, "broken", "import nothing_of_that_name\n")

    code = all_tests.main([broken])

    assert code != 0
    assert "nothing_of_that_name" in capfd.readouterr().out.rpartition("FAILED broken:")[2]


def test_a_part_that_was_killed_is_no_success(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    killed = _part(tmp_path, "killed", "import os, signal\n\ndef test_it(): os.kill(os.getpid(), signal.SIGKILL)\n")

    code = all_tests.main([killed])

    assert code != 0
    assert capfd.readouterr().out.splitlines()[-1].startswith("killed: 0 passed, pytest ended with -9")


def test_a_run_in_which_all_passed_ends_with_0(tmp_path: Path) -> None:
    assert all_tests.main([_part(tmp_path, "only", "def test_it(): pass\n")]) == 0
