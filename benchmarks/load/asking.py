"""Locust, in an environment of its own: so many callers for so long, and what they were answered."""

import csv
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
    stack: str, url: str, callers: int, seconds: int, params: Mapping[str, Any], orders: Sequence[int], folder: Path
) -> Answers:
    """Have so many callers ask for so many seconds.

    Raises:
        Problem: locust does not run.
    """
    installed = packages(_HERE / "requirements.txt", FOLDER / "locust")
    prefix = folder / f"{stack.split(maxsplit=1)[0]}-{callers}"
    command = [sys.executable, "-m", "locust", "--locustfile", str(_HERE / "locustfile.py"), "--headless"]
    options = ["--users", str(callers), "--spawn-rate", str(callers), "--run-time", f"{seconds}s", "--host", url]
    result = subprocess.run(
        [*command, *options, "--csv", str(prefix), "--only-summary", "--loglevel", "ERROR"],
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
    with Path(f"{prefix}_stats.csv").open() as file:
        total = next(row for row in csv.DictReader(file) if row["Name"] == "Aggregated")
    return Answers(
        stack,
        callers,
        int(total["Request Count"]),
        int(total["Failure Count"]),
        round(float(total["Requests/s"]), 1),
        float(total["50%"]),
        float(total["95%"]),
        float(total["99%"]),
    )
