"""`plano openapi`: the API as an OpenAPI document, without a server."""

import json
from pathlib import Path
from typing import Annotated

import typer

from plano.registry import received
from plano.registry.openapi import openapi_document
from plano.registry.yaml_text import to_yaml
from plano_cli.local.paths import PROVEN
from plano_cli.registry import of_code


def openapi(
    as_yaml: Annotated[bool, typer.Option("--yaml", help="Write YAML instead of JSON.")] = False,
    output: Annotated[Path | None, typer.Option(help="Write it to this file instead of showing it.")] = None,
    server: Annotated[str, typer.Option(help="Where the API is (https://…/production).")] = "/",
) -> None:
    """Write the API as an OpenAPI 3.1 document: for client generators, test tools and other readers."""
    document = openapi_document(of_code(), server, received.read(PROVEN))
    text = to_yaml(document) if as_yaml else _json(document)
    if output is None:
        typer.echo(text, nl=False)
    else:
        output.write_text(text)


def _json(document: object) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
