"""What a request to DynamoDB asks for, as permissions name it, and as a line of a log."""

import json
from dataclasses import replace
from typing import Any

import pytest

from domain.sent import is_among
from plano.registry.discovery import declared
from plano_cli.local.accesses import Access, accesses
from plano_cli.local.paths import FUNCTIONS

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


@pytest.mark.parametrize("operation", ["Scan", "GetItem", "BatchWriteItem", "ExecuteStatement"])
def test_what_is_asked_by_other_means_is_granted_to_no_route(operation: str) -> None:
    granted = frozenset(grant for route in declared(FUNCTIONS)[1] for grant in route.grants())
    found = list(accesses("F", operation, {"TableName": "records"}))
    assert found == [Access("F", operation, "records")]
    assert not is_among(found[0], granted)


def test_what_is_declared_is_granted_and_other_partitions_are_not() -> None:
    route = next(route for route in declared(FUNCTIONS)[1] if route.name == "orders.create")
    own = Access("F", "PutItem", "records", None, _ORDER)
    assert is_among(own, route.grants())
    assert not is_among(replace(own, patterns=frozenset({"User#*"})), route.grants())
