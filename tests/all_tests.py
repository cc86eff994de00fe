"""All tests, for `make test`: two parts at a time, and at the end what failed, in one place."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import NoReturn
from xml.etree import ElementTree

PROJECT = Path(__file__).parents[1]
_INTERRUPTED = 130
_PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Part:
    """Tests that run in a process of their own; `shown` is printed as it comes, the others when they have ended."""

    name: str
    folders: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)
    shown: bool = False


PARTS = (
    Part("with a stack", ("tests/integration", "tests/browser"), shown=True),
    Part("without a stack", ("tests/unit", "tests/contract", "tests/domain", "tests/tooling")),
    Part("handlers once more, on the store's own client", ("tests/domain",), {"PLANO_STORE_CLIENT": "own"}),
)


@dataclass(frozen=True)
class Ended:
    """How a part ended: pytest's exit code, how many tests it ran, and the text of each that failed."""

    part: Part
    code: int
    ran: int
    failed: tuple[str, ...]
    minutes: float

    @property
    def line(self) -> str:
        """One line for the end of the run."""
        said = f"{len(self.failed)} of {self.ran} failed" if self.failed else f"{self.ran} passed"
        broken_off = "" if self.code == (1 if self.failed else 0) else f", pytest ended with {self.code}"
        return f"{self.part.name}: {said}{broken_off} ({self.minutes:.1f} minutes)"


def main(parts: Sequence[Part] = PARTS) -> int:
    """Run all parts; 0 where every test passed."""
    running: list[subprocess.Popen[bytes]] = []
    with tempfile.TemporaryDirectory() as reports, ThreadPoolExecutor(2) as pool, _ended_by_signals(running):
        ends = [pool.submit(_run, part, Path(reports), running) for part in parts]
        try:
            ended = [end.result() for end in ends]
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            _wait_for(running)
            return _INTERRUPTED
    for end in ended:
        for text in end.failed:
            print(f"\nFAILED {end.part.name}: {text}")
    print("", *(end.line for end in ended), sep="\n")
    return int(any(end.code for end in ended))


def _run(part: Part, reports: Path, running: list[subprocess.Popen[bytes]]) -> Ended:
    began, report = time.monotonic(), reports / f"{part.name}.xml"
    command = [sys.executable, "-m", "pytest", *part.folders, f"--junit-xml={report}"]
    output = None if part.shown else subprocess.PIPE
    errors = None if part.shown else subprocess.STDOUT
    with subprocess.Popen(
        command, cwd=PROJECT, env=os.environ | part.environment, stdout=output, stderr=errors
    ) as process:
        running.append(process)
        printed, _ = process.communicate()
    if printed:
        print(f"\nThe tests {part.name}:\n{printed.decode(errors='replace')}", flush=True)
    minutes = (time.monotonic() - began) / 60
    return Ended(part, process.returncode, *_read(report), minutes)


def _read(report: Path) -> tuple[int, tuple[str, ...]]:
    """How many tests ran, and the text of those that failed; none where pytest did not come to its end."""
    try:
        suites = ElementTree.parse(report).getroot()
    except (FileNotFoundError, ElementTree.ParseError):
        return 0, ()
    ran = [case for case in suites.iter("testcase") if case.find("skipped") is None]
    return len(ran), tuple(_failures(suites))


def _failures(suites: ElementTree.Element) -> Iterator[str]:
    for case in suites.iter("testcase"):
        for problem in (*case.iter("failure"), *case.iter("error")):
            yield f"{case.get('classname')}::{case.get('name')}\n{problem.text}"


@contextmanager
def _ended_by_signals(running: Sequence["subprocess.Popen[bytes]"]) -> Iterator[None]:
    """A SIGTERM interrupts the parts, and this; Ctrl-C reaches the parts by itself."""

    def interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
        for process in running:
            process.send_signal(signal.SIGINT)
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _wait_for(interrupted: Sequence["subprocess.Popen[bytes]"]) -> None:
    """Let pytest end its fixtures, and a stack with them. Who can't wait for that presses Ctrl-C again."""
    try:
        for process in interrupted:
            process.wait(_PATIENCE_SECONDS)
    except (KeyboardInterrupt, subprocess.TimeoutExpired):
        for process in interrupted:
            process.terminate()


if __name__ == "__main__":
    sys.exit(main())
