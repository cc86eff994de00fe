"""Imports the handler as for a snapshot, runs what is to run before it, and restores two environments by a fork.

Run as a script with an event on its input. What it prints is JSON.
"""

import importlib
import json
import math
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

before: list[Callable[[], None]] = []
after: list[Callable[[], None]] = []
OF_LAMBDA: Any = SimpleNamespace(register_before_snapshot=before.append, register_after_restore=after.append)


def main() -> None:
    """Print what is in the snapshot, and what each environment that comes of it answers."""
    event = json.loads(sys.stdin.read())
    sys.modules["snapshot_restore_py"] = OF_LAMBDA
    os.environ["AWS_LAMBDA_INITIALIZATION_TYPE"] = "snap-start"
    handler = importlib.import_module("line_items.create").handler
    while before:
        before.pop()()
    told = {**_snapshot(handler), "restored": [_restored(handler, event) for _ in range(2)]}
    print(json.dumps(told), file=sys.stderr)


def _snapshot(handler: Any) -> dict[str, Any]:
    deadline, client = importlib.import_module("plano.deadline"), importlib.import_module("plano.store.client")
    identification = importlib.import_module("plano.pipeline.identification")
    made: dict[str, Any] = {
        "still_to_read": len(identification.to_read(handler.declaration)),
        "has_client": client.client.cache_info().currsize == 1,
        "connections": _connections(),
        "has_a_deadline": not math.isinf(deadline.left()),
    }
    found = importlib.import_module("plano.store.dynamodb.connection").tls.cache_info().currsize
    return {**made, "has_trust": found == 1}


def _connections() -> int:
    return sum(each.is_socket() for each in Path("/proc/self/fd").iterdir())


def _restored(handler: Any, event: Any) -> Any:
    reading, writing = os.pipe()
    if os.fork() == 0:
        random.seed(7)  # as it would be in each copy of one memory: Python itself seeds it anew after a fork
        for do in after:
            do()
        loaded = set(sys.modules)
        answer = handler(event, SimpleNamespace(aws_request_id="snapshot"))
        id = json.loads(answer["body"]).get("data", {}).get("id")
        told = {"code": answer["statusCode"], "id": id, "random": random.random(), "connections": _connections()}
        told["loaded"] = sorted(set(sys.modules) - loaded)
        os.write(writing, json.dumps(told).encode())
        os._exit(0)
    os.wait()
    os.close(writing)
    with os.fdopen(reading) as found:
        return json.loads(found.read())


main()
