"""The first request after a restored snapshot, simulated: all that precedes the snapshot is done, then comes a fork.

A restored machine has the pages of its snapshot; a fork copies each of them when it is first written to. So a fork gets
all of its pages before the request is timed; beside it stands what it takes with the copying. The handshake of TLS is a
part of both. Run as a script in a function's environment, with an event on its input: `HANDLER TIMES`.
"""

import ctypes
import importlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from types import SimpleNamespace
from typing import Any, NamedTuple

_MOST_SECONDS = 60
_POPULATE_READ, _POPULATE_WRITE = 22, 23
"""Of Linux's `madvise`, from 5.14 on."""


class Restored(NamedTuple):
    """The median CPU of the first request after the fork, in milliseconds: with pages of its own, and copying them."""

    own_pages_ms: float
    copying_ms: float


def first_request(environment: Mapping[str, str], python: str, event: Mapping[str, Any], handler: str) -> Restored:
    """What the first request after the fork takes.

    Raises:
        subprocess.CalledProcessError: the handler does not do its job.
    """
    result = subprocess.run(
        [python, str(Path(__file__)), handler, "9"],
        env={**environment, "AWS_LAMBDA_INITIALIZATION_TYPE": "snap-start"},
        input=json.dumps(event),
        capture_output=True,
        text=True,
        check=True,
        timeout=_MOST_SECONDS,
    )
    found = json.loads(result.stderr.splitlines()[-1])
    return Restored(float(median(found["own"])), float(median(found["copying"])))


def main() -> None:
    """Print the CPU of each first request."""
    event = json.loads(sys.stdin.read())
    module, _, name = sys.argv[1].rpartition(".")
    hooks = importlib.import_module("awslambdaric.lambda_runtime_hooks_runner")
    handler = getattr(importlib.import_module(module), name)
    hooks.run_before_snapshot()
    found: dict[str, list[float]] = {"own": [], "copying": []}
    for _ in range(int(sys.argv[2])):
        found["own"].append(_first(hooks, handler, event, own_pages=True))
        found["copying"].append(_first(hooks, handler, event, own_pages=False))
    print(json.dumps(found), file=sys.stderr)


def _first(hooks: Any, handler: Any, event: Any, *, own_pages: bool) -> float:
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        hooks.run_after_restore()
        if own_pages:
            _have_all_pages()
        begun = time.process_time()
        answer = handler(event, SimpleNamespace(aws_request_id="restored"))
        taken = (time.process_time() - begun) * 1000
        os.write(writing, json.dumps(taken if answer["statusCode"] == 200 else None).encode())
        os._exit(0)
    os.waitpid(process, 0)
    os.close(writing)
    with os.fdopen(reading) as told:
        return float(json.loads(told.read()))


def _have_all_pages() -> None:
    """Have every page of this process in memory, and those that can be written to for itself."""
    madvise = ctypes.CDLL(None, use_errno=True).madvise
    for line in Path("/proc/self/maps").read_text().splitlines():
        addresses, rights, *_ = line.split()
        start, end = (int(each, 16) for each in addresses.split("-"))
        if "r" not in rights or "[v" in line:  # the kernel's own pages, which are no process's
            continue
        advice = _POPULATE_WRITE if "w" in rights else _POPULATE_READ
        if madvise(ctypes.c_void_p(start), ctypes.c_size_t(end - start), advice):
            raise OSError(ctypes.get_errno(), f"no pages for {line}: this takes Linux 5.14 or newer")


if __name__ == "__main__":
    main()
