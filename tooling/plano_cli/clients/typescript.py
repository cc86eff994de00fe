"""The client for TypeScript: openapi-fetch with the types of every route, built for Node.js and browsers."""

import json
from pathlib import Path
from typing import Any

from plano_cli.clients import files
from plano_cli.clients.document import sensitive_paths
from plano_cli.clients.programs import run


def generate(document: dict[str, Any], folder: Path, version: str) -> None:
    """Write the package into a folder, and build it.

    Raises:
        Problem: npm, the generator or the compiler failed.
    """
    files.copy("typescript", folder, version)
    (folder / "openapi.json").write_text(json.dumps(document))
    paths = json.dumps(sensitive_paths(document), indent=2)
    (folder / "src" / "sensitive.ts").write_text(f"export const SENSITIVE: readonly string[] = {paths};\n")
    run(folder, "npm", "install", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")
    run(folder, "openapi-typescript", "openapi.json", "--output", "src/schema.ts")
    run(folder, "tsc")
    (folder / "openapi.json").unlink()
