"""What each kind of trigger hands to a function: API Gateway, a queue, a table's stream, CloudFormation."""

from collections.abc import Mapping
from typing import Any

from plano.store.keys import Key
from plano.store.values import Item, to_item

Event = dict[str, Any]


def request(method: str, path: str) -> Event:
    """A request without a body, at an address that is no route's."""
    return {
        "version": "1.0",
        "resource": "/{proxy+}",
        "path": path,
        "httpMethod": method,
        "headers": {"accept": "application/json"},
        "queryStringParameters": None,
        "pathParameters": {"proxy": path.removeprefix("/")},
        "requestContext": {
            "requestId": "00000000-0000-0000-0000-000000000000",
            "stage": "local",
            "httpMethod": method,
            "path": f"/local{path}",
            "resourcePath": "/{proxy+}",
            "identity": {"sourceIp": "127.0.0.1"},
        },
        "body": None,
        "isBase64Encoded": False,
    }


def queued(email_id: int) -> Event:
    """An email that the queue brings for the first time."""
    message = {
        "messageId": "00000000-0000-0000-0000-000000000000",
        "receiptHandle": "receipt",
        "body": f'{{"email_id": {email_id}}}',
        "attributes": {"ApproximateReceiveCount": "1"},
        "messageAttributes": {},
        "eventSource": "aws:sqs",
        "awsRegion": "eu-central-1",
    }
    return {"Records": [message]}


def changed(key: Key, new: Mapping[str, Any], *, written_at: float) -> Event:
    """A record that the table's stream brings: it was written under this key, with these values."""
    keys: Item = {"pk": key.pk, "sk": key.sk}
    record = {
        "eventID": "00000000000000000000000000000000",
        "eventName": "INSERT",
        "eventVersion": "1.1",
        "eventSource": "aws:dynamodb",
        "awsRegion": "eu-central-1",
        "dynamodb": {
            "ApproximateCreationDateTime": written_at,
            "Keys": to_item(keys),
            "NewImage": to_item({**new, **keys}),
            "SequenceNumber": "100000000000000000001",
            "StreamViewType": "NEW_AND_OLD_IMAGES",
        },
    }
    return {"Records": [record]}


def deployed(answer_url: str) -> Event:
    """A deployment that reaches the custom resource; the answer goes to this address."""
    return {
        "RequestType": "Update",
        "ResponseURL": answer_url,
        "StackId": "arn:aws:cloudformation:eu-central-1:000000000000:stack/plano-local/example",
        "RequestId": "00000000-0000-0000-0000-000000000000",
        "LogicalResourceId": "Registry",
        "PhysicalResourceId": "registry",
        "ResourceType": "Custom::Registry",
        "ResourceProperties": {},
    }
