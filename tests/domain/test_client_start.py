"""What a route's start loads: no botocore where the own client is used."""

import os
import subprocess
import sys

import pytest

from plano_cli.local.paths import FUNCTIONS, PROJECT

_LOADED = """
import sys
import line_items.create
from plano.store.client import client
client()
print(*sorted({name for name in sys.modules if name.startswith(("botocore.", "urllib3"))}))
"""


@pytest.mark.parametrize(("kind", "is_loaded"), [("own", False), ("botocore", True)])
def test_a_create_loads_botocore_only_where_it_uses_it(kind: str, *, is_loaded: bool) -> None:
    path = os.pathsep.join(map(str, (PROJECT / "layers" / "plano", FUNCTIONS)))
    environment = {**os.environ, "PYTHONPATH": path, "PLANO_STORE_CLIENT": kind, "AWS_DEFAULT_REGION": "eu-central-1"}
    run = subprocess.run(
        [sys.executable, "-c", _LOADED], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    assert bool(run.stdout.split()) is is_loaded
