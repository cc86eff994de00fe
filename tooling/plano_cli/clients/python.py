"""The client for Python: a package, typed to the last field of an answer."""

import json
from pathlib import Path
from typing import Any

from plano_cli.clients import files
from plano_cli.clients.document import SENSITIVE
from plano_cli.clients.programs import run

PACKAGE = "plano_client"
# The generator writes bodies of types that it knows. The package encodes what it sends as this one.
_CONFIG = {"content_type_overrides": {SENSITIVE: "application/json"}, "post_hooks": []}


def generate(document: dict[str, Any], folder: Path, version: str) -> None:
    """Write the package into a folder.

    Raises:
        Problem: the generator failed, or warned of something.
    """
    folder.mkdir(parents=True, exist_ok=True)
    given, config = folder / "openapi.json", folder / "config.json"
    given.write_text(json.dumps(document))
    config.write_text(json.dumps(_CONFIG))
    run(
        folder, "openapi-python-client", "generate", "--path", given.name, "--config", config.name, "--meta", "none",
        "--output-path", PACKAGE, "--overwrite", "--fail-on-warning",
    )  # fmt: skip
    files.copy("python", folder, version)
    (folder / PACKAGE / "py.typed").touch()
    given.unlink()
    config.unlink()
