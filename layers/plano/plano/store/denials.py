"""Calls that IAM denies: a line in the log names each, since it is the deployment that is wrong, and no outage.

Whatever becomes of the request, and wherever the error ends, the line is there. Of a key it holds the kind only
(`Session#`): the rest can be the hash of a token.
"""

import os
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from plano.store.dynamodb.calls import DynamoDb, Operation, Refused, Reply, Request

_CODES = frozenset({"AccessDenied", "AccessDeniedException", "AuthorizationError"})
_PARAMS = "plano_params"
_NAMED = re.compile(r"to perform: (\S+)(?: on resource: (\S+))?")
_PLACEHOLDER = re.compile(r"= (:\w+)")
_WRITES = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem"}
_RESOURCES = ("TopicArn", "QueueUrl", "EventBusName")


class _Asked(NamedTuple):
    """One permission that a call needs. `prefix` is empty where it is about no partition."""

    action: str
    resource: str
    prefix: str = ""


class NamingDenials:
    """A client of DynamoDB whose denied calls leave a line in the log."""

    def __init__(self, client: DynamoDb) -> None:
        self.client = client

    def call(self, operation: Operation, request: Request) -> Reply:
        """Carry out one operation.

        Raises:
            Refused, Unreachable: as the protocol says.
        """
        try:
            return self.client.call(operation, request)
        except Refused as refused:
            if refused.code in _CODES:
                _log(_denied([*_asked("dynamodb", operation, request)], refused.message))
            raise


def log_denials(client: Any) -> None:
    """Have every call of an SDK's client that IAM denies leave a line in the log."""
    client.meta.events.register("before-parameter-build", _remember)
    client.meta.events.register("after-call", _look)


def _remember(params: Mapping[str, Any], context: dict[str, Any], **_: Any) -> None:
    context[_PARAMS] = params


def _look(parsed: Mapping[str, Any], model: Any, context: Mapping[str, Any], **_: Any) -> None:
    error = parsed.get("Error", {})
    if error.get("Code") in _CODES:
        service = model.service_model.signing_name
        _log(_denied([*_asked(service, model.name, context[_PARAMS])], error.get("Message", "")))


def _log(denied: list[_Asked]) -> None:
    from plano.log import logger  # needed where something is wrong, so seldom

    prefixes: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for action, resource, prefix in denied:
        prefixes[action, resource].add(prefix)
    function = os.environ.get("AWS_LAMBDA_FUNCTION_NAME", "operator")
    for (action, resource), found in prefixes.items():
        place = "table" if action.startswith("dynamodb:") else "resource"
        fields = {"function": function, "action": action, place: resource, "prefix": ", ".join(sorted(found))}
        logger().error("access-denied", extra=fields)


def _denied(asked: list[_Asked], message: str) -> list[_Asked]:
    """Those that AWS's message can mean: it names one action, and mostly one resource."""
    action, resource = named.groups() if (named := _NAMED.search(message)) else (None, None)
    likely = [one for one in asked if one.action == action] or asked
    return [one for one in likely if resource and resource.endswith(f"/{one.resource}")] or likely


def _asked(service: str, operation: str, params: Mapping[str, Any]) -> Iterator[_Asked]:
    match operation:
        case "BatchGetItem":
            for table, wanted in params["RequestItems"].items():
                yield from (_on_table("BatchGetItem", table, key) for key in wanted["Keys"])
        case "TransactWriteItems":
            for one in params["TransactItems"]:
                ((kind, write),) = one.items()
                yield _on_table(_WRITES[kind], write["TableName"], write.get("Key") or write["Item"])
        case "Query":
            yield _of_query(params)
        case _ if "TableName" in params:
            yield _on_table(operation, params["TableName"], params.get("Key") or params.get("Item") or {})
        case _:
            entry = {**params, **next(iter(params.get("Entries", ())), {})}
            resource = next((str(entry[name]) for name in _RESOURCES if name in entry), "")
            yield _Asked(f"{service}:{operation}", resource)


def _of_query(params: Mapping[str, Any]) -> _Asked:
    (placeholder, *_) = _PLACEHOLDER.findall(params["KeyConditionExpression"])
    where = f"{params['TableName']}/index/{params['IndexName']}" if "IndexName" in params else params["TableName"]
    return _on_table("Query", where, {"pk": params["ExpressionAttributeValues"][placeholder]})


def _on_table(action: str, table: str, key: Mapping[str, Any]) -> _Asked:
    kind, mark, _ = key.get("pk", {"S": ""})["S"].partition("#")
    return _Asked(f"dynamodb:{action}", table, f"{kind}{mark}")
