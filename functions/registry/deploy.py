"""The custom resource that deploys the registry's records whenever the stack is deployed."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from plano.registry import records
from plano.registry.cloudformation import respond
from plano.registry.discovery import declared

FUNCTIONS = Path(__file__).parents[1]


def handler(event: Mapping[str, Any], context: object) -> None:
    """Deploy the records on Create and Update; leave them on Delete, since their table goes or stays with its data."""
    if event["RequestType"] == "Delete":
        respond(event, succeeded=True)
        return
    try:
        wanted = records.of_code(*declared(FUNCTIONS))
        records.deploy(wanted)
    except Exception:  # the edge: CloudFormation waits an hour for an answer that never comes
        respond(event, succeeded=False)
        raise
    respond(event, succeeded=True, data={"Routes": len(wanted.routes)})
