"""The OpenAPI document that clients are generated from."""

import copy
from collections.abc import Iterator
from typing import Any

from plano.registry import received
from plano.registry.openapi import openapi_document
from plano_cli.local.paths import PROVEN
from plano_cli.registry import of_code

SENSITIVE = "text/plain"
"""The content type of the routes that read the base64 of their params."""


def document() -> dict[str, Any]:
    """The API as it is declared, with params as they are before the client encodes them."""
    made = copy.deepcopy(openapi_document(of_code(), proven=received.read(PROVEN)))
    for _, media_type in _sensitive(made):
        encoded = media_type.pop("schema")
        media_type["schema"] = encoded["contentSchema"]
        media_type.pop("example", None)
    return made


def sensitive_paths(made: dict[str, Any]) -> list[str]:
    """The paths of the routes that read the base64 of their params."""
    return [path for path, _ in _sensitive(made)]


def _sensitive(made: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, operations in made["paths"].items():
        for operation in operations.values():
            content = operation["requestBody"]["content"]
            if SENSITIVE in content:
                yield path, content[SENSITIVE]
