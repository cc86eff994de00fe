"""Querying one partition, strongly consistent: page by page in its order, or the newest records first."""

from collections.abc import Iterator, Sequence
from typing import Any

from plano.store.client import StoreUnavailable, client
from plano.store.conditions import Names
from plano.store.dynamodb.calls import CallFailed, Reply, Request
from plano.store.keys import Key
from plano.store.records import R
from plano.store.values import Item, from_item, to_attribute


def query(partition: Key, prefix: str = "", *, attributes: Sequence[str] = ()) -> Iterator[Item]:
    """The records of the key's partition whose sort keys begin with `prefix`, in their order, as the table holds them.

    Args:
        attributes: only these of each record; all where none is named.

    Raises:
        StoreUnavailable: DynamoDB could not be reached, or refused each time.
    """
    names = Names()
    request: dict[str, Any] = {"ProjectionExpression": ", ".join(map(names.path, attributes))} if attributes else {}
    condition = f"{names.path('pk')} = {names.value(partition.pk)}"
    if prefix:
        condition += f" AND begins_with({names.path('sk')}, {names.value(prefix)})"
    for page in pages({**_request(partition, condition, names), **request}):
        yield from map(from_item, page["Items"])


def query_records(partition: Key, prefix: str, kind: type[R], *, attributes: Sequence[str] = ()) -> Iterator[R]:
    """The same, as records of one kind."""
    return map(kind.from_item, query(partition, prefix, attributes=attributes))


def newest(before: Key, limit: int, kind: type[R]) -> list[R]:
    """The last `limit` records of the key's partition whose sort keys are less than the key's, the last one first.

    Raises:
        StoreUnavailable: DynamoDB could not be reached, or refused each time.
    """
    names = Names()
    condition = f"{names.path('pk')} = {names.value(before.pk)} AND {names.path('sk')} < {names.value(before.sk)}"
    request = {**_request(before, condition, names), "ScanIndexForward": False, "Limit": limit}
    found: list[Any] = []
    for page in pages(request):  # a page ends after a megabyte
        found += page["Items"]
        if len(found) >= limit:
            break
    return [kind.from_item(from_item(item)) for item in found[:limit]]


def pages(request: Request) -> Iterator[Reply]:
    """The pages of a query, each asked for when it is wanted.

    Raises:
        StoreUnavailable: DynamoDB could not be reached, or refused each time.
    """
    start: Request = {}
    while True:
        try:
            page = client().call("Query", {**request, **start})
        except CallFailed as error:
            raise StoreUnavailable("querying") from error
        yield page
        if not page.get("LastEvaluatedKey"):
            return
        start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}


def _request(key: Key, condition: str, names: Names) -> dict[str, Any]:
    return {
        "TableName": key.table.deployed_name(),
        "ConsistentRead": True,
        "KeyConditionExpression": condition,
        "ExpressionAttributeNames": names.names,
        "ExpressionAttributeValues": {name: to_attribute(value) for name, value in names.values.items()},
    }
