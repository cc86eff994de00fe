"""The local AWS as a child process."""

import os

import httpx
import pytest

from plano_cli.local.aws import LocalAws
from plano_cli.local.paths import Home


def test_what_a_killed_run_left_behind_is_ended_by_the_next(tmp_path_factory: pytest.TempPathFactory) -> None:
    home = Home(tmp_path_factory.mktemp("aws"))
    left = LocalAws.start(home, persistent=False)
    started = LocalAws.start(home, persistent=False)
    try:
        assert not left.is_running()
        assert httpx.get(f"{started.endpoint}/_ministack/health").is_success
    finally:
        started.stop()


def test_another_process_with_that_number_is_left_alone(tmp_path_factory: pytest.TempPathFactory) -> None:
    home = Home(tmp_path_factory.mktemp("aws"))
    home.aws_pid_file.write_text(str(os.getpid()))
    LocalAws.start(home, persistent=False).stop()  # and this one, whose number it is, goes on
