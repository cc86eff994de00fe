"""The answer that CloudFormation waits for, from the function behind a custom resource."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.request import Request, urlopen

_TIMEOUT_SECONDS = 10
PHYSICAL_ID = "registry"


def respond(event: Mapping[str, Any], *, failure: str | None = None, data: Mapping[str, Any] | None = None) -> None:
    """Say how it went, at the address in the event. `failure` is for whoever deploys, and secret to nobody of them.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
    """
    body = {
        "Status": "SUCCESS" if failure is None else "FAILED",
        "Reason": failure or "",
        "PhysicalResourceId": event.get("PhysicalResourceId", PHYSICAL_ID),
        "StackId": event["StackId"],
        "RequestId": event["RequestId"],
        "LogicalResourceId": event["LogicalResourceId"],
        "Data": dict(data or {}),
    }
    answer = Request(event["ResponseURL"], data=json.dumps(body).encode(), method="PUT", headers={"content-type": ""})
    with urlopen(answer, timeout=_TIMEOUT_SECONDS):
        pass
