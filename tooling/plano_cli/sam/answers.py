"""What a function has answered and done: for the functions that are no routes, what they have done is what counts."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError
from httpx import URL

from plano import ids
from plano.domain.emails.record import EmailMessage
from plano.store import keys
from plano.store.keys import Key, Table
from plano.store.values import from_item
from plano.store.work import Work
from plano_cli.local import deployed_stack
from plano_cli.sam.files import BUCKET
from plano_cli.sam.shapes import Event

_PATIENCE_SECONDS = 10
_AS_WANTED = {
    "gateway.route_non_existent": "500 route-non-existent",
    "documentation.app": "200",
    "registry.deploy": "SUCCESS",
    "emails.deliver": "sent",
    "events.publish": "line_item.created",
    "events.finish": "removed",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """`summary` is the short of it; `fields` is all that is compared."""

    summary: str
    fields: Mapping[str, Any]


def wanted(name: str) -> str:
    """The summary of a function's answer where everything is as it should be."""
    return _AS_WANTED.get(name, "200 action-successful")


class Effects:
    """What the functions do to the local stack, besides answering."""

    def __init__(self, endpoint: str, queue: str) -> None:
        self._endpoint = endpoint
        self._queue = queue

    def answer(self, name: str, event: Event, returned: Any) -> Answer:
        """What came of this event: what the function returned, and what it has done."""
        match name:
            case "registry.deploy":
                said = self._answered_at(URL(event["ResponseURL"]).path)
                return Answer(said["Status"], {"returned": returned, "said": said})
            case "emails.deliver":
                email = _email(event)
                return Answer(email.get("state", "no email"), {"returned": returned, "email": email})
            case "events.publish":
                told = self._told()
                return Answer(told.get("detail-type", "no event"), {"returned": returned, "event": told})
            case "events.finish":
                left = _is_there(event)
                return Answer("left there" if left else "removed", {"returned": returned, "left": left})
            case _:
                return of_response(returned)

    def _answered_at(self, path: str) -> Any:
        key = path.removeprefix(f"/{BUCKET}/")
        try:
            stored = deployed_stack.client("s3", self._endpoint).get_object(Bucket=BUCKET, Key=key)
        except ClientError:
            return {"Status": "no answer"}
        return json.loads(stored["Body"].read())

    def _told(self) -> dict[str, Any]:
        sqs = deployed_stack.client("sqs", self._endpoint)
        found = sqs.receive_message(QueueUrl=self._queue, WaitTimeSeconds=_PATIENCE_SECONDS).get("Messages", [])
        for message in found:
            sqs.delete_message(QueueUrl=self._queue, ReceiptHandle=message["ReceiptHandle"])
        heard = json.loads(found[0]["Body"]) if found else {}
        return {name: heard[name] for name in ("detail-type", "source", "detail") if name in heard}


@contextmanager
def watching(endpoint: str, bus: str, line_item_id: int) -> Iterator[Effects]:
    """Effects, with a queue of their own that hears of this line item for as long as the context lasts."""
    name = f"plano-sam-local-{ids.new_id()}"
    sqs, events = deployed_stack.client("sqs", endpoint), deployed_stack.client("events", endpoint)
    queue = sqs.create_queue(QueueName=name)["QueueUrl"]
    attributes = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]
    pattern = json.dumps({"source": ["plano"], "detail": {"line_item_id": [line_item_id]}})
    events.put_rule(Name=name, EventBusName=bus, EventPattern=pattern)
    events.put_targets(Rule=name, EventBusName=bus, Targets=[{"Id": "queue", "Arn": attributes["QueueArn"]}])
    try:
        yield Effects(endpoint, queue)
    finally:
        events.remove_targets(Rule=name, EventBusName=bus, Ids=["queue"])
        events.delete_rule(Name=name, EventBusName=bus)
        sqs.delete_queue(QueueUrl=queue)


def of_response(response: Any) -> Answer:
    """The answer that goes back to API Gateway, its body taken apart where it is JSON."""
    try:
        body = json.loads(response["body"])
    except (ValueError, KeyError, TypeError):
        body = response.get("body") if isinstance(response, Mapping) else None
    if not isinstance(response, Mapping) or "statusCode" not in response:
        return Answer(json.dumps(response)[:80], {"returned": response})
    status = body.get("status") if isinstance(body, Mapping) else None
    summary = f"{response['statusCode']} {status}" if status else str(response["statusCode"])
    return Answer(summary, {**response, "body": body})


def _email(event: Event) -> dict[str, Any]:
    id = int(json.loads(event["Records"][0]["body"])["email_id"])
    email = Work().get(keys.email_message(id), EmailMessage)
    if email is None:
        return {}
    shown = ("state", "tries", "to_email", "to_name", "subject", "text", "html", "uncertain")
    return {**email.show(shown), "taken": email.mandrill_id is not None}


def _is_there(event: Event) -> bool:
    found = from_item(event["Records"][0]["dynamodb"]["Keys"])
    return Work().exists(Key(Table.RECORDS, found["pk"], found["sk"]))
