"""The first request after a restored snapshot, simulated: all that precedes the snapshot is done, then comes a fork.

A fork copies each page of memory that is written to, which is part of the CPU; so is the handshake of TLS. Run as a
script in a function's environment, with an event on its input: `HANDLER TIMES`.
"""

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
from typing import Any

_MOST_SECONDS = 60


def first_request_ms(environment: Mapping[str, str], python: str, event: Mapping[str, Any], handler: str) -> float:
    """The median CPU of the first request after the fork, in milliseconds.

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
    return float(median(json.loads(result.stderr.splitlines()[-1])))


def main() -> None:
    """Print the CPU of each first request."""
    event = json.loads(sys.stdin.read())
    module, _, name = sys.argv[1].rpartition(".")
    hooks = importlib.import_module("awslambdaric.lambda_runtime_hooks_runner")
    handler = getattr(importlib.import_module(module), name)
    hooks.run_before_snapshot()
    print(json.dumps([_first(hooks, handler, event) for _ in range(int(sys.argv[2]))]), file=sys.stderr)


def _first(hooks: Any, handler: Any, event: Any) -> float:
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        hooks.run_after_restore()
        begun = time.process_time()
        answer = handler(event, SimpleNamespace(aws_request_id="restored"))
        taken = (time.process_time() - begun) * 1000
        os.write(writing, json.dumps(taken if answer["statusCode"] == 200 else None).encode())
        os._exit(0)
    os.waitpid(process, 0)
    os.close(writing)
    with os.fdopen(reading) as told:
        return float(json.loads(told.read()))


if __name__ == "__main__":
    main()
