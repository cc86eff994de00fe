"""Answers creates in a process of its own, and counts: the modules of the cold way, the calls of both ways.

Run as a script with an event on its input. What it prints is JSON: by package, and within our own by module.
"""

import importlib
import json
import sys
from collections import Counter
from types import FrameType, SimpleNamespace
from typing import Any

_WARM = 10
_DEPTH_OF_OURS = 3
_NOT_IN_A_FUNCTION = ("awscrt", "OpenSSL", "cryptography")
"""Packages of this environment that the SDK uses where they are."""
_IMPORTING = ("importlib", "_frozen_importlib", "_frozen_importlib_external", "zipimport", "__main__")
"""Depends on where the modules are found, and whether they are compiled."""


class Calls:
    """The calls of Python functions, by the module that they are in."""

    def __init__(self) -> None:
        self.counted: Counter[str] = Counter()

    def __enter__(self) -> "Calls":
        sys.setprofile(self._count)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)

    def _count(self, frame: FrameType, kind: str, _argument: Any) -> None:
        if kind == "call":
            self.counted[_subject(str(frame.f_globals.get("__name__", "")))] += 1

    def told(self, times: int = 1) -> dict[str, float]:
        """Calls a request, by package."""
        return {name: count / times for name, count in sorted(self.counted.items()) if name not in _IMPORTING}


def main() -> None:
    """Answer the event on the standard input, first cold and then warm."""
    event = json.loads(sys.stdin.read())
    absent: dict[str, Any] = dict.fromkeys(_NOT_IN_A_FUNCTION)
    sys.modules.update(absent)  # as Python has it, None is a module that there is not
    before = set(sys.modules)
    with Calls() as cold:
        handler = importlib.import_module("line_items.create").handler
        first = handler(event, SimpleNamespace(aws_request_id="budget"))
    modules = Counter(_subject(name) for name in set(sys.modules) - before)
    handler(event, SimpleNamespace(aws_request_id="budget"))
    with Calls() as warm:
        for _ in range(_WARM):
            last = handler(event, SimpleNamespace(aws_request_id="budget"))
    ways = {"modules": dict(sorted(modules.items())), "cold calls": cold.told(), "warm calls": warm.told(_WARM)}
    print(json.dumps({"codes": [first["statusCode"], last["statusCode"]], "ways": ways}), file=sys.stderr)


def _subject(module: str) -> str:
    """`botocore` of `botocore.auth`, but `plano.store.read` of ours."""
    parts = module.split(".")
    return ".".join(parts[:_DEPTH_OF_OURS]) if parts[0] in ("plano", "line_items") else parts[0]


main()
