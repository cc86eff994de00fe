"""The OpenAPI document, held against the deployed API by tools that know nothing of Plano but the document."""

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import validate

from integration.api import Api
from plano.registry.openapi import openapi_document
from plano.registry.received import read
from plano.registry.records import deployed
from plano_cli.local.paths import PROVEN

_TOOLS = Path(sys.executable).parent
_CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
# The generator writes bodies that it knows the type of; this one is a string, made before the call.
_CLIENT_CONFIG = {"content_type_overrides": {"text/plain": "application/json"}, "post_hooks": []}


@pytest.fixture(scope="module")
def document(api: Api, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("openapi") / "openapi.json"
    path.write_text(json.dumps(openapi_document(deployed(), api.url, read(PROVEN))))
    return path


@pytest.fixture
def client(document: Path) -> Iterator[Any]:
    """The package that a generator makes of the document."""
    folder = document.parent
    config = folder / "config.json"
    config.write_text(json.dumps(_CLIENT_CONFIG))
    package = folder / "plano_client"
    made = _run("openapi-python-client", "generate", "--path", document, "--meta", "none",
                "--output-path", package, "--config", config, "--overwrite", "--fail-on-warning")  # fmt: skip
    assert made.returncode == 0, made.stdout
    sys.path.insert(0, str(folder))
    yield importlib.import_module("plano_client")
    sys.path.remove(str(folder))


def _run(tool: str, *arguments: str | Path, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
    command = [str(_TOOLS / tool), *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, timeout=120
    )


def test_the_document_is_valid(document: Path) -> None:
    validate(json.loads(document.read_text()))


def test_a_generated_client_compiles(client: Any) -> None:
    folder = Path(client.__file__).parent
    compiled = subprocess.run([sys.executable, "-m", "compileall", "-q", str(folder)], check=False)
    assert compiled.returncode == 0


def test_a_generated_client_makes_calls(client: Any, api: Api) -> None:
    create = importlib.import_module("plano_client.api.line_items.line_items_create")
    models = importlib.import_module("plano_client.models")
    params = models.LineItemsCreateParams(
        itemable_type=models.LineItemsCreateParamsItemableType.ORDER, itemable_id=api.ids["order"], price=19.99
    )
    with client.AuthenticatedClient(base_url=api.url, token=api.tokens["client"]) as caller:
        made = create.sync(client=caller, body=params)
        params.itemable_id = 1
        refused = create.sync(client=caller, body=params)
    assert isinstance(made, models.LineItemsCreateResponse200)
    assert (made.status, made.data.price) == ("action-successful", 19.99)
    assert isinstance(refused, models.LineItemsCreateResponse400)
    assert [fault.param for fault in refused.errors] == ["itemable_id"]


@pytest.fixture
def with_bearer_token(document: Path) -> Path:
    """The document for a caller that sends its token in the header, and so never a made-up one in the body."""
    found = json.loads(document.read_text())
    for schema in found["components"]["schemas"].values():
        schema["properties"].pop("token", None)
    path = document.parent / "bearer.json"
    path.write_text(json.dumps(found))
    return path


def test_whatever_the_document_allows_is_answered_as_it_says(with_bearer_token: Path, api: Api) -> None:
    found = _run(
        "schemathesis", "run", with_bearer_token, "--url", api.url, "--checks", _CHECKS, "--header",
        f"Authorization: Bearer {api.tokens['application']}", "--phases", "examples,fuzzing", "--max-examples", "2",
        "--seed", "1", "--generation-database", "none", "--suppress-health-check", "all", "--no-color",
        cwd=with_bearer_token.parent,
    )  # fmt: skip
    assert found.returncode == 0, found.stdout[-8000:]
