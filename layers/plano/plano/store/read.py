"""Reading: everything that a request needs, strongly consistent, in one batch."""

from collections.abc import Iterable
from typing import Any

from plano.store.client import StoreUnavailable, client
from plano.store.dynamodb.calls import CallFailed
from plano.store.keys import Key, Table
from plano.store.pauses import pauses
from plano.store.records import R
from plano.store.values import Attributes, Item, from_item

BATCH = 100
"""What BatchGetItem takes at a time."""
_TRIES = 5


def read(keys: Iterable[Key]) -> dict[Key, Item]:
    """The records with these keys, as the table holds them; those that don't exist are not there.

    Raises:
        StoreUnavailable: DynamoDB could not be reached, or refused each time.
    """
    return {key: from_item(attributes) for key, attributes in read_attributes(keys).items()}


def read_records(keys: Iterable[Key], kind: type[R]) -> dict[Key, R]:
    """The same, as records of one kind."""
    return {key: kind.from_item(item) for key, item in read(keys).items()}


def read_attributes(keys: Iterable[Key]) -> dict[Key, Attributes]:
    """The records in DynamoDB's notation, in as few round trips as it allows. Nothing in them is looked at yet."""
    wanted = list(dict.fromkeys(keys))
    found: dict[Key, Attributes] = {}
    for start in range(0, len(wanted), BATCH):
        found.update(_one_batch(wanted[start : start + BATCH]))
    return found


def _one_batch(keys: list[Key]) -> dict[Key, Attributes]:
    tables = {table.deployed_name(): table for table in Table}
    pending: dict[str, Any] = {}
    for key in keys:
        request = pending.setdefault(key.table.deployed_name(), {"Keys": [], "ConsistentRead": True})
        request["Keys"].append({"pk": {"S": key.pk}, "sk": {"S": key.sk}})
    found: dict[Key, Attributes] = {}
    for pause in pauses(_TRIES):
        try:
            answer = client().call("BatchGetItem", {"RequestItems": pending})
        except CallFailed as error:
            raise StoreUnavailable("reading") from error
        for name, items in answer["Responses"].items():
            found.update({Key(tables[name], item["pk"]["S"], item["sk"]["S"]): item for item in items})
        pending = dict(answer.get("UnprocessedKeys", {}))
        if not pending:
            return found
        pause()
    raise StoreUnavailable("reading: DynamoDB left keys out each time")
