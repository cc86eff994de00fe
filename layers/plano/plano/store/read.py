"""Reading: everything that a request needs, strongly consistent, in one batch."""

import time
from collections.abc import Iterable
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from plano.store.client import StoreUnavailable, client
from plano.store.keys import Key, Table
from plano.store.values import Item, from_item

BATCH = 100
"""What BatchGetItem takes at a time."""
_TRIES = 5


def read(keys: Iterable[Key]) -> dict[Key, Item]:
    """Read the records with these keys, in as few round trips as DynamoDB allows; those that don't exist are not there.

    Raises:
        StoreUnavailable: DynamoDB could not be reached, or went on refusing.
    """
    wanted = list(dict.fromkeys(keys))
    found: dict[Key, Item] = {}
    for start in range(0, len(wanted), BATCH):
        found.update(_one_batch(wanted[start : start + BATCH]))
    return found


def _one_batch(keys: list[Key]) -> dict[Key, Item]:
    tables = {table.deployed_name(): table for table in Table}
    pending: dict[str, Any] = {}
    for key in keys:
        request = pending.setdefault(key.table.deployed_name(), {"Keys": [], "ConsistentRead": True})
        request["Keys"].append({"pk": {"S": key.pk}, "sk": {"S": key.sk}})
    found: dict[Key, Item] = {}
    for attempt in range(_TRIES):
        if not pending:
            return found
        if attempt:
            time.sleep(0.02 * 2**attempt)
        try:
            answer = client().batch_get_item(RequestItems=pending)
        except (BotoCoreError, ClientError) as error:
            raise StoreUnavailable("reading") from error
        for name, items in answer["Responses"].items():
            for item in map(from_item, items):
                found[Key(tables[name], item["pk"], item["sk"])] = item
        pending = dict(answer.get("UnprocessedKeys", {}))
    if pending:
        raise StoreUnavailable("reading: DynamoDB went on leaving keys out")
    return found
