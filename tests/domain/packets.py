"""Requests to DynamoDB as the SDK sends them, and what is answered to them."""

import json
from dataclasses import dataclass
from typing import Any

from botocore.awsrequest import AWSResponse
from moto.core.botocore_stubber import MockRawResponse


@dataclass(frozen=True, slots=True)
class Packet:
    """One request to DynamoDB, as the SDK sends it."""

    operation: str
    request: Any

    def text(self) -> str:
        """Its body."""
        body = self.request.body
        return body.decode() if isinstance(body, bytes) else str(body)

    def token(self) -> str | None:
        """The token of a transaction, by which DynamoDB knows it again."""
        found = json.loads(self.text()).get("ClientRequestToken")
        return str(found) if found is not None else None


@dataclass(frozen=True, slots=True)
class Answer:
    """What DynamoDB answered to a packet."""

    status: int
    headers: Any
    body: bytes

    def to(self, packet: Packet) -> AWSResponse:
        """The answer as the SDK takes it."""
        return AWSResponse(packet.request.url, self.status, self.headers, MockRawResponse(self.body))


def refusal(name: str, message: str) -> Answer:
    """The answer that says no, with the name of an error of DynamoDB."""
    body = {"__type": f"com.amazonaws.dynamodb.v20120810#{name}", "Message": message}
    return Answer(400, {}, json.dumps(body).encode())
