"""Commands of `bin/plano`, as tests run them: apart, or in this process."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from plano_cli import main
from plano_cli.local.paths import PROJECT

WITHOUT_CREDENTIALS = {
    "AWS_MAX_ATTEMPTS": "1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": "/dev/null",
    "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
}


def run_apart(home: Path, *words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run `plano` as an operator does, with no other variables of AWS or of Plano than these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "PLANO_"))}
    return subprocess.run(
        [PROJECT / "bin" / "plano", *words],
        env={**kept, **WITHOUT_CREDENTIALS, "HOME": str(home), **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def run_here(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    """The exit code of `plano` with these words, in this process."""
    monkeypatch.setattr(sys, "argv", ["plano", *words])
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    with pytest.raises(SystemExit) as ended:
        main.main()
    return int(ended.value.code or 0)
