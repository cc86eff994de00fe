"""The own client beside botocore's on the same tables: the same answers and the same refusals, field by field."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from domain.own import WatchedClient
from plano.store.dynamodb.calls import DynamoDb, Operation, Refused
from plano.store.dynamodb.of_botocore import BotocoreClient

KEY = {"pk": {"S": "Order#1"}, "sk": {"S": "Order"}}
ITEM: dict[str, Any] = {
    **KEY,
    "binary": {"B": bytes(range(256))},
    "binaries": {"BS": [b"\0", b"\xff"]},
    "number": {"N": "12345678901234567890.123456789012345678"},
    "text": {"S": 'ä\U0001f600" \\ </\u2028'},
    "map": {"M": {"B": {"S": "a map's key may be B"}, "BS": {"L": [{"B": b"\1"}, {"NULL": True}]}}},
    "flag": {"BOOL": False},
}
GUARD = {"ConditionExpression": "attribute_not_exists(pk)", "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
PUT = {"Put": {"TableName": "records", "Item": ITEM}}
CALLS: dict[str, tuple[Operation, dict[str, Any]]] = {
    "batch": ("BatchGetItem", {"RequestItems": {"records": {"Keys": [KEY, {**KEY, "sk": {"S": "none"}}]}}}),
    "query": (
        "Query",
        {
            "TableName": "records",
            "KeyConditionExpression": "pk = :p",
            "ExpressionAttributeValues": {":p": KEY["pk"]},
            "Limit": 1,
        },
    ),
    "count": (
        "Query",
        {
            "TableName": "records",
            "KeyConditionExpression": "pk = :p",
            "ExpressionAttributeValues": {":p": KEY["pk"]},
            "Select": "COUNT",
        },
    ),
    "transaction": ("TransactWriteItems", {"TransactItems": [PUT], "ClientRequestToken": "a"}),
    "cancelled": (
        "TransactWriteItems",
        {
            "TransactItems": [
                {"Put": {"TableName": "records", "Item": {**KEY, "sk": {"S": "other"}}}},
                {"Put": {**PUT["Put"], **GUARD}},
            ],
            "ClientRequestToken": "b",
        },
    ),
    "update": (
        "UpdateItem",
        {
            "TableName": "records",
            "Key": KEY,
            "UpdateExpression": "SET flag = :f",
            "ExpressionAttributeValues": {":f": {"BOOL": False}},
            "ReturnValues": "ALL_NEW",
        },
    ),
    "update refused": (
        "UpdateItem",
        {
            "TableName": "records",
            "Key": KEY,
            "UpdateExpression": "SET flag = :f",
            "ExpressionAttributeValues": {":f": {"BOOL": True}},
            **GUARD,
        },
    ),
    "no table": ("Query", {"TableName": "elsewhere", "KeyConditionExpression": "pk = :p"}),
    "malformed": (
        "UpdateItem",
        {"TableName": "records", "Key": KEY, "UpdateExpression": "SET SET", "ExpressionAttributeValues": {}},
    ),
}


@pytest.fixture
def clients(tables: Any) -> tuple[DynamoDb, DynamoDb]:
    tables.put_item(TableName="records", Item=ITEM)
    return BotocoreClient(60), WatchedClient(tables)


def _outcome(call: Callable[[], Any]) -> Any:
    try:
        return {name: value for name, value in call().items() if name != "ResponseMetadata"}
    except Refused as refused:
        return refused.code, refused.message, list(refused.reasons), refused.item


@pytest.mark.parametrize(("operation", "request_"), CALLS.values(), ids=CALLS)
def test_both_say_the_same(clients: tuple[DynamoDb, DynamoDb], operation: Operation, request_: dict[str, Any]) -> None:
    reference, own = (_outcome(partial(client.call, operation, request_)) for client in clients)
    assert own == reference
    assert reference or operation == "TransactWriteItems"
