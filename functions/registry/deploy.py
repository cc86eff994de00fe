"""The custom resource that deploys the registry's records whenever the stack is deployed."""

from collections.abc import Mapping
from pathlib import Path
from traceback import extract_tb
from typing import Any

from plano.log import logger
from plano.registry import deployment, records
from plano.registry.cloudformation import respond
from plano.registry.discovery import declared

FUNCTIONS = Path(__file__).parents[1]
_OURS = (FUNCTIONS, Path(records.__file__).parents[1])


def handler(event: Mapping[str, Any], context: object) -> None:
    """Deploy the records on Create and Update; leave them on Delete, since their table goes or stays with its data.

    What fails is answered and logged, not raised: Lambda tries an asynchronous call that raised again, and that could
    write after CloudFormation has rolled back.
    """
    if event["RequestType"] == "Delete":
        respond(event)
        return
    log = logger()
    try:
        wanted = records.of_code(*declared(FUNCTIONS))
        deployment.deploy(wanted)
    except Exception as error:  # the edge: CloudFormation waits for an answer
        log.exception("registry.deploy")
        respond(event, failure=f"The records could not be deployed: {_place(error)}. The function's log says more.")
        return
    respond(event, data={"Routes": len(wanted.routes)})


def _place(error: Exception) -> str:
    """The kind of error, and the last line of ours on its way. What it says may hold what belongs into no event."""
    places = [(Path(frame.filename), frame.lineno) for frame in extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError) and error.filename:
        places.append((Path(error.filename), error.lineno))
    ours = [(file, line) for file, line in places if any(file.is_relative_to(root) for root in _OURS)]
    file, line = ours[-1]
    return f"{type(error).__name__} in {file.parent.name}/{file.name}, line {line}"
