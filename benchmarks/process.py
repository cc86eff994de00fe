"""What a process takes, read from outside: CPU of all its threads, the most memory that it had, and instructions."""

import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from plano_cli.problems import Problem


@dataclass(frozen=True, slots=True)
class Taken:
    """What a process took so far."""

    cpu_ms: float
    memory_mb: float


def taken_by(process: int) -> Taken:
    """What the process took so far, once it has come to rest."""
    cpu = _cpu_ns(process)
    while (later := _cpu_ns(process, after=0.002)) != cpu:
        cpu = later
    status = Path(f"/proc/{process}/status").read_text()
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return Taken(cpu / 1e6, int(peak.split()[1]) / 1024)


def instructions_of(process: int, work: Callable[[], object]) -> int | None:
    """How many instructions the process carries out during the work; None where the machine doesn't count them."""
    if not counts_instructions():
        return None
    command = ["perf", "stat", "-x,", "-e", "instructions:u", "-p", str(process)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as counter:
        time.sleep(0.2)
        work()
        counter.send_signal(2)
        _, told = counter.communicate()
    return int(told.split(",")[0])


@lru_cache(maxsize=1)
def counts_instructions() -> bool:
    """Whether the machine lets one count instructions."""
    if shutil.which("perf") is None:
        return False
    result = subprocess.run(
        ["perf", "stat", "-x,", "-e", "instructions:u", "true"], capture_output=True, text=True, check=False
    )
    return result.returncode == 0 and result.stderr.split(",")[0].isdigit()


def child_of(process: int) -> int:
    """The first child of the process.

    Raises:
        Problem: it has none.
    """
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    if len(children) != 1:
        children = _children(process)
    return int(children[0])


def _children(process: int) -> list[str]:
    # Any thread of the emulator may have started the runtime.
    found: list[str] = []
    for task in Path(f"/proc/{process}/task").iterdir():
        found += (task / "children").read_text().split()
    if not found:
        raise Problem("The runtime has ended: see whether the handler can be imported")
    return found


def _cpu_ns(process: int, *, after: float = 0) -> int:
    """The CPU of the whole process, with that of threads that have ended: FastAPI has one for each request.

    It is the clock that clock_getcpuclockid(3) names, which Python has no function for.
    """
    time.sleep(after)
    return time.clock_gettime_ns((~process << 3) | 2)
