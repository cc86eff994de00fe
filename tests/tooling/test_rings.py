"""A run of all tests tells at its end what failed, whichever part it was in."""

from pathlib import Path

import pytest

import rings


def _part(folder: Path, name: str, text: str) -> rings.Part:
    tests = folder / name
    tests.mkdir()
    (tests / f"test_{name}.py").write_text(text)
    return rings.Part(name, (str(tests),), {"PLANO_GREETING": name})


def test_what_failed_in_any_part_is_told_at_the_end(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    fails = _part(
        tmp_path, "first", "def test_it():\n    assert 1 + 1 == 3, 'sums are off'\n\ndef test_other(): pass\n"
    )
    passes = _part(tmp_path, "second", "import os\n\ndef test_it(): assert os.environ['PLANO_GREETING'] == 'second'\n")

    code = rings.main([fails, passes])

    told = capfd.readouterr().out.rpartition("FAILED first:")[2].splitlines()
    assert code == 1
    assert any("sums are off" in line for line in told)
    assert told[-2].startswith("first: 1 of 2 failed")
    assert told[-1].startswith("second: 1 passed")


def test_a_part_that_could_not_begin_is_no_success(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    broken = _part(tmp_path, "broken", "import nothing_of_that_name\n")

    code = rings.main([broken])

    assert code != 0
    assert "nothing_of_that_name" in capfd.readouterr().out.rpartition("FAILED broken:")[2]


def test_a_part_that_was_killed_is_no_success(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    killed = _part(tmp_path, "killed", "import os, signal\n\ndef test_it(): os.kill(os.getpid(), signal.SIGKILL)\n")

    code = rings.main([killed])

    assert code != 0
    assert capfd.readouterr().out.splitlines()[-1].startswith("killed: 0 passed, pytest ended with -9")


def test_a_run_in_which_all_passed_ends_with_0(tmp_path: Path) -> None:
    assert rings.main([_part(tmp_path, "only", "def test_it(): pass\n")]) == 0
