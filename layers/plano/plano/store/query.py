"""Querying one partition, strongly consistent, page by page."""

from collections.abc import Iterator, Sequence
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from plano.store.client import StoreUnavailable, client
from plano.store.keys import Key, Table
from plano.store.values import Item, from_item, to_attribute


def query(partition: Key, prefix: str = "", *, attributes: Sequence[str] = ()) -> Iterator[Item]:
    """The records of the key's partition whose sort keys begin with `prefix`, in their order.

    Args:
        attributes: only these of each record; all where none is named.

    Raises:
        StoreUnavailable: DynamoDB could not be reached, or went on refusing.
    """
    return _query(partition.table, partition.pk, prefix, attributes)


def _query(table: Table, pk: str, prefix: str, attributes: Sequence[str]) -> Iterator[Item]:
    condition, values = "pk = :pk", {":pk": to_attribute(pk)}
    if prefix:
        condition, values = f"{condition} AND begins_with(sk, :prefix)", {**values, ":prefix": to_attribute(prefix)}
    projection: dict[str, Any] = {}
    if attributes:
        names = {f"#a{position}": name for position, name in enumerate(attributes)}
        projection = {"ProjectionExpression": ", ".join(names), "ExpressionAttributeNames": names}
    try:
        pages = (
            client()
            .get_paginator("query")
            .paginate(
                TableName=table.deployed_name(),
                ConsistentRead=True,
                KeyConditionExpression=condition,
                ExpressionAttributeValues=values,
                **projection,
            )
        )
        for page in pages:
            yield from map(from_item, page["Items"])
    except (BotoCoreError, ClientError) as error:
        raise StoreUnavailable("querying") from error
