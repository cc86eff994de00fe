"""What a route's start loads: no botocore where the own client is used, and nothing that nobody uses."""

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
_UNUSED = """
import sys
import line_items.create
from plano.store.client import client
client()
print(*sorted({"email", "http.client", "zipfile"} & sys.modules.keys()))
import importlib.metadata
print(importlib.metadata.version("pydantic") == __import__("pydantic").VERSION)
from importlib.metadata import _meta
print(_meta.__name__, sys.modules["importlib.metadata"] is importlib.metadata)
"""


def _printed(script: str, store_client: str) -> list[str]:
    path = os.pathsep.join(map(str, (PROJECT / "layers" / "plano", FUNCTIONS)))
    settings = {"PYTHONPATH": path, "PLANO_STORE_CLIENT": store_client, "AWS_DEFAULT_REGION": "eu-central-1"}
    run = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return run.stdout.splitlines()


@pytest.mark.parametrize(("kind", "is_loaded"), [("own", False), ("botocore", True)])
def test_a_create_loads_botocore_only_where_it_uses_it(kind: str, *, is_loaded: bool) -> None:
    assert bool(_printed(_LOADED, kind)[0].split()) is is_loaded


def test_a_create_loads_nothing_of_emails_and_archives_and_who_uses_it_has_it() -> None:
    assert _printed(_UNUSED, "own") == ["", "True", "importlib.metadata._meta True"]
