"""Signals that end a run: each is obeyed once, and never in the middle of the saving that it began."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def obeyed(log: Path) -> Iterator[None]:
    """Have Ctrl-C, `kill` and a closed terminal raise KeyboardInterrupt: only the first one.

    Args:
        log: where the rest is written when the terminal is gone.
    """
    # One that is ignored already stays so: `nohup make run` outlives its terminal.
    ours = [number for number in _SIGNALS if signal.getsignal(number) is not signal.SIG_IGN]

    def end(number: int, _frame: FrameType | None) -> None:
        for each in ours:
            signal.signal(each, _not_again)
        if number == signal.SIGHUP:
            _write_to(log)
        raise KeyboardInterrupt

    def _not_again(number: int, _frame: FrameType | None) -> None:
        if number == signal.SIGHUP:
            _write_to(log)

    before = {number: signal.signal(number, end) for number in ours}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _write_to(log: Path) -> None:
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as opened:
        for descriptor in (1, 2):
            os.dup2(opened.fileno(), descriptor)
