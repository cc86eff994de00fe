"""What a request to DynamoDB asks for, as permissions name it, and as a line of a log."""

import json
from typing import Any

import pytest

from plano_cli.local.accesses import Access, accesses

_KEY = {"pk": {"S": "Order#1"}, "sk": {"S": "Order"}}
_UPDATE = {"TableName": "records", "Key": _KEY, "ExpressionAttributeNames": {"#0": "version"}}
_QUERY = {
    "TableName": "records",
    "IndexName": "client",
    "KeyConditionExpression": "#0 = :0 AND begins_with(#1, :1)",
    "ExpressionAttributeValues": {":0": {"S": "Order#7"}, ":1": {"S": "x"}},
}
_BATCH = {"RequestItems": {"records": {"Keys": [_KEY]}, "sessions": {"Keys": [{"pk": {"S": "Session#a"}}]}}}
_TRANSACTION = {"TransactItems": [{"Put": {"TableName": "records", "Item": _KEY}}, {"ConditionCheck": _UPDATE}]}
_ORDER, _BOTH = frozenset({"Order#*"}), frozenset({"Order#*", "Session#*"})
_FOUND = {
    "UpdateItem": [
        Access("F", "UpdateItem", "records", None, _ORDER, frozenset({"pk", "sk", "version"}), returned="NONE")
    ],
    "Query": [Access("F", "Query", "records", "client", _ORDER)],
    "BatchGetItem": [
        Access("F", "BatchGetItem", "records", None, _ORDER, batch=_BOTH),
        Access("F", "BatchGetItem", "sessions", None, frozenset({"Session#*"}), batch=_BOTH),
    ],
    "TransactWriteItems": [
        Access("F", "PutItem", "records", None, _ORDER),
        Access("F", "ConditionCheckItem", "records", None, _ORDER),
    ],
    "Scan": [Access("F", "Scan", "records")],
}
_PARAMS: dict[str, Any] = {
    "UpdateItem": _UPDATE,
    "Query": _QUERY,
    "BatchGetItem": _BATCH,
    "TransactWriteItems": _TRANSACTION,
    "Scan": {"TableName": "records"},
}


@pytest.mark.parametrize("operation", _FOUND)
def test_what_it_asks_for_can_be_read_again_from_its_line(operation: str) -> None:
    found = list(accesses("F", operation, json.loads(json.dumps(_PARAMS[operation]))))
    assert found == _FOUND[operation]
    assert [Access.from_line(one.to_line()) for one in found] == found
