"""What a run that was killed has left behind: a local AWS that is still there, or data that nobody saved."""

import json
import os
import signal
import time
from contextlib import suppress

from plano_cli.local.emulator_words import MARK
from plano_cli.local.lock import holder
from plano_cli.local.paths import Home

_END_SECONDS = 60


def end_leftover(home: Home) -> None:
    """Have a local AWS that is still there save its data and end; kill it only where it doesn't."""
    process = holder(home.aws_pid_file)
    if process is None:
        return
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGTERM)
    deadline = time.monotonic() + _END_SECONDS
    while holder(home.aws_pid_file) is not None:
        if time.monotonic() > deadline:
            with suppress(ProcessLookupError):
                os.killpg(process, signal.SIGKILL)
            return
        time.sleep(0.05)


def loss(home: Home) -> str | None:
    """What was lost when the last local AWS ended, if anything can have been."""
    try:
        mark = json.loads((home.state / MARK).read_text())
    except (OSError, ValueError):
        return None
    if mark["ended"]:
        return None
    return f"The local AWS ended without saving: what was written after {mark['at']}, if anything, is lost."
