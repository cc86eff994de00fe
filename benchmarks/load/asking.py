"""Locust, in an environment of its own: so many callers for so long, and what they were answered."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.candidates import FOLDER, packages
from plano_cli.problems import Problem

_HERE = Path(__file__).parent
_NOTHING_WRONG, _SOME_FAILED = 0, 1
"""Locust's exit codes."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What callers of one stack were answered; times in milliseconds, which locust rounds to two digits."""

    stack: str
    callers: int
    asked: int
    failed: int
    a_second: float
    half_within: float
    most_within: float
    nearly_all_within: float


def asked(
    stack: str, url: str, callers: int, seconds: int, params: Mapping[str, Any], orders: Sequence[int]
) -> Answers:
    """Have so many callers ask for so many seconds.

    Raises:
        Problem: locust does not run.
    """
    installed = packages(_HERE / "requirements.txt", FOLDER / "locust")
    command = [sys.executable, "-m", "locust", "--locustfile", str(_HERE / "locustfile.py"), "--headless"]
    options = ["--users", str(callers), "--spawn-rate", str(callers), "--run-time", f"{seconds}s", "--host", url]
    result = subprocess.run(
        [*command, *options, "--json", "--skip-log-setup"],
        env={
            "PATH": os.environ.get("PATH", ""),
            "PYTHONPATH": str(installed),
            "LOAD_PARAMS": json.dumps(params),
            "LOAD_ORDERS": json.dumps(orders),
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode not in (_NOTHING_WRONG, _SOME_FAILED):
        raise Problem(f"locust ended with {result.returncode}:\n{result.stderr}")
    (found,) = json.loads(result.stdout)
    times = {int(time): count for time, count in found["response_times"].items()}
    return Answers(
        stack,
        callers,
        found["num_requests"],
        found["num_failures"],
        round(found["num_requests"] / (found["last_request_timestamp"] - found["start_time"]), 1),
        *(_within(part, times) for part in (0.5, 0.95, 0.99)),
    )


def _within(part: float, times: Mapping[int, int]) -> float:
    """In how many milliseconds this part of the requests was answered."""
    wanted, seen = part * sum(times.values()), 0
    for time, count in sorted(times.items()):
        seen += count
        if seen >= wanted:
            return time
    return 0.0
