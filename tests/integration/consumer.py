"""A consumer of events: the local stack's example, a rule and a queue."""

import json
import time
from collections.abc import Callable
from typing import Any

from plano_cli.local.deployed_stack import client
from plano_cli.local.stack import Stack

_PATIENCE_SECONDS = 90

Heard = Callable[[int, int], list[dict[str, Any]]]


def hears(stack: Stack) -> Heard:
    """Waits until so many events of a line item have arrived, and answers them, each once, in the order of arrival."""
    sqs = client("sqs", stack.aws.endpoint)
    queue = stack.facts["environment"]["PLANO_EXAMPLE_CONSUMER_QUEUE"]
    arrived: dict[str, dict[str, Any]] = {}

    def of(line_item_id: int, count: int) -> list[dict[str, Any]]:
        until = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < until:
            found = [event for event in arrived.values() if event["detail"]["line_item_id"] == line_item_id]
            if len(found) >= count:
                return found
            for message in sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, WaitTimeSeconds=1).get(
                "Messages", []
            ):
                event = json.loads(message["Body"])
                arrived.setdefault(event["detail"]["id"], event)
                sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
        raise AssertionError(f"only {len(found)} of {count} events arrived")

    return of
