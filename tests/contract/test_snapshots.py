"""SnapStart restores many environments from one snapshot: a module's import leaves nothing that must differ in each."""

import os
import subprocess
import sys

from plano_cli.local.paths import FUNCTIONS, PROJECT
from plano_cli.sam.functions import functions

_LAYER = PROJECT / "layers" / "plano"
_IMPORT_ALL = """
import importlib, random, secrets, sys, time, uuid

ours, names = sys.argv[1].split(":"), sys.argv[2:]
found = set()

def watched(module, name):
    done = getattr(module, name)
    def call(*given, **named):
        by = sys._getframe(1).f_code.co_filename
        if by.startswith(tuple(ours)):
            found.add(f"{by} calls {module.__name__}.{name}")
        return done(*given, **named)
    setattr(module, name, call)

def connected(event, given):
    if event in ("socket.connect", "socket.getaddrinfo"):
        found.add(f"{event} {given[1:]}")

for module, ways in (
    (time, ["monotonic", "monotonic_ns", "time", "time_ns", "perf_counter"]),
    (secrets, ["token_bytes", "token_hex", "token_urlsafe", "randbelow", "randbits", "choice"]),
    (random, ["random", "randint", "randrange", "uniform", "choice", "getrandbits"]),
    (uuid, ["uuid1", "uuid4"]),
):
    for way in ways:
        watched(module, way)
sys.addaudithook(connected)
for name in names:
    importlib.import_module(name)
print(*sorted(found), sep="\\n")
"""


def test_no_module_keeps_a_moment_something_random_or_a_connection() -> None:
    """A deadline, an id or a connection from before the snapshot would be the same in every environment, and old."""
    path = os.pathsep.join(map(str, (_LAYER, FUNCTIONS)))
    run = subprocess.run(
        [sys.executable, "-c", _IMPORT_ALL, f"{_LAYER}:{FUNCTIONS}", *sorted(functions().values())],
        env={**os.environ, "PYTHONPATH": path, "AWS_DEFAULT_REGION": "eu-central-1"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert run.stdout.splitlines() == [""]
