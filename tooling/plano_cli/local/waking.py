"""Waking the API: the first request to it, and where that fails, why, and what to try."""

import json
from typing import Any

import httpx
from botocore.exceptions import BotoCoreError, ClientError

from plano_cli.local import deployed_stack
from plano_cli.local.paths import PROJECT, Home
from plano_cli.new.names import function_name
from plano_cli.problems import Problem

_ROUTE, _PATH = "line_items.create", "/api/v1/line_items/create"
_SECONDS = 30


def wake(home: Home, endpoint: str, api_url: str) -> None:
    """Have a function answer, as it does to a request that it refuses.

    Raises:
        Problem: it does not; the message says why, and what to try.
    """
    try:
        answer = httpx.post(f"{api_url}{_PATH}", json={"wake": "up"}, timeout=_SECONDS)
    except httpx.HTTPError as error:
        why = f"The API did not answer within {_SECONDS} seconds ({str(error) or type(error).__name__})"
        raise Problem(f"{why}.\n{_advice(home)}") from error
    if answer.status_code != httpx.codes.BAD_REQUEST:
        why = _of_function(endpoint) or answer.text[:500].strip()
        raise Problem(f"The API does not answer as it should ({answer.status_code}): {why}\n{_advice(home)}")


def _of_function(endpoint: str) -> str | None:
    """What the function fails with: API Gateway says only that it does."""
    event = (PROJECT / "events" / f"{_ROUTE}.json").read_bytes()
    try:
        function = deployed_stack.physical_ids(endpoint)[function_name(_ROUTE)]
        answer = deployed_stack.client("lambda", endpoint).invoke(
            FunctionName=function, Qualifier="live", Payload=event
        )
        failure: dict[str, Any] = json.loads(answer["Payload"].read())
    except (BotoCoreError, ClientError, KeyError, ValueError):
        return None
    if "FunctionError" not in answer:
        return None
    where = "".join(failure.get("stackTrace", [])[-1:]).strip()
    return f"{failure.get('errorType')}: {failure.get('errorMessage')} {where}".strip()


def _advice(home: Home) -> str:
    return (
        f"More may be in {home.logs / 'aws.log'}. If the code is as it should be, `make run` again; if that doesn't"
        " help, `make reset` forgets the stack with its data, and the next `make run` builds it anew."
    )
