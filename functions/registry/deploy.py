"""The custom resource that deploys the registry's records whenever the stack is deployed."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from plano.log import logger
from plano.registry import records
from plano.registry.cloudformation import respond
from plano.registry.discovery import declared

FUNCTIONS = Path(__file__).parents[1]


def handler(event: Mapping[str, Any], context: object) -> None:
    """Deploy the records on Create and Update; leave them on Delete, since their table goes or stays with its data.

    What fails is answered and logged, not raised: Lambda tries an asynchronous call that raised again, and that could
    write after CloudFormation has rolled back.
    """
    if event["RequestType"] == "Delete":
        respond(event, succeeded=True)
        return
    log = logger()
    try:
        wanted = records.of_code(*declared(FUNCTIONS))
        records.deploy(wanted)
    except Exception:  # the edge: CloudFormation waits for an answer
        log.exception("registry.deploy")
        respond(event, succeeded=False)
        return
    respond(event, succeeded=True, data={"Routes": len(wanted.routes)})
