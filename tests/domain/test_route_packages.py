"""What the start of each route loads of other people's packages: a new one is decided about here."""

import os
import subprocess
import sys

import pytest

from plano.registry.discovery import declared
from plano_cli.local.paths import FUNCTIONS, PROJECT

_OF_EVERY_ROUTE = {
    "annotated_types",
    "pydantic",
    "pydantic_core",
    "simplejson",
    "typing_extensions",
    "typing_inspection",
}
_MORE = {
    "notifications.index": {"botocore"},  # its records are published too, over a topic
    "users.client_register": {"botocore"},  # it sends an email, by way of a queue
}
_LOADED = """
import importlib, sys
before = set(sys.modules)
importlib.import_module(sys.argv[1])
# Not by getattr: what is loaded only when it is used would be loaded by that.
files = {name: vars(module).get("__file__") or "" for name, module in sys.modules.items() if name not in before}
print(*{name.partition(".")[0] for name, file in files.items() if "site-packages" in file})
"""


@pytest.mark.parametrize("name", [route.name for route in declared(FUNCTIONS)[1]])
def test_a_start_loads_no_package_more(name: str) -> None:
    path = os.pathsep.join(map(str, (PROJECT / "layers" / "plano", FUNCTIONS)))
    environment = {**os.environ, "PYTHONPATH": path, "PLANO_STORE_CLIENT": "own", "AWS_DEFAULT_REGION": "eu-central-1"}
    run = subprocess.run(
        [sys.executable, "-c", _LOADED, name], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    assert set(run.stdout.split()) == _OF_EVERY_ROUTE | _MORE.get(name, set())
