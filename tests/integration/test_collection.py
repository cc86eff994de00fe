"""The Postman collection, as the portal of the local stack hands it out: every request of it succeeds."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from integration.api import Api
from plano.registry.discovery import declared
from plano_cli.local.paths import FUNCTIONS
from tooling.node import install, run

_NEWMAN = Path(__file__).with_name("collection")


@pytest.fixture(scope="module")
def newman(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where newman is installed."""
    folder = tmp_path_factory.mktemp("newman")
    install(_NEWMAN, folder)
    return folder


def test_it_runs_green_from_the_first_request_to_the_last_and_once_more(api: Api, newman: Path) -> None:
    downloaded = httpx.get(f"{api.url}/documentation/collection.json", timeout=60)
    assert downloaded.headers["cache-control"] == "no-store"
    (newman / "plano.json").write_text(downloaded.text)
    for _ in range(2):  # what it registers is somebody new each time
        found = _run(newman)
        assert found["failures"] == []
        sent = [one["item"]["name"] for one in found["executions"]]
        assert {route.name for route in declared(FUNCTIONS)[1]} <= set(sent)
        assert found["stats"]["assertions"]["total"] == len(sent)


def _run(folder: Path) -> Any:
    report = folder / "report.json"
    ran = run(["newman", "run", "plano.json", "--reporters", "json", "--reporter-json-export", str(report)], folder)
    assert report.exists(), ran.stdout + ran.stderr
    return json.loads(report.read_text())["run"]
