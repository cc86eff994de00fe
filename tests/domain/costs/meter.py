"""A meter between the store and moto's tables: how many units each request takes, and from which partitions."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.dynamo_type import DynamoType

from domain.costs import units
from domain.costs.units import TRANSACTION, Attributes, Index
from domain.template import tables_of_template

_REGION = "eu-central-1"
_PARTITION = re.compile(r"^\(?#\w+ = (:\w+)")
_PREFIX = re.compile(r"begins_with\(#\w+, (:\w+)\)")


@dataclass(slots=True)
class Bill:
    """What was used so far. `writes` are by partition: the table's or an index's name, and the partition's key.

    `stored` is by how many bytes the tables and indexes have grown.
    """

    round_trips: int = 0
    stored: int = 0
    reads: float = 0
    writes: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def write_units(self) -> int:
        """All write units."""
        return self.writes.total()

    def on_orders(self) -> int:
        """The most write units that one order's partition gets."""
        return max((count for (where, key), count in self.writes.items() if _is_of_order(where, key)), default=0)


class Meter:
    """Reads what a client sends. `bill` is what it has used so far."""

    def __init__(self, client: Any) -> None:
        self.bill = Bill()
        self._indexes = {
            name.removesuffix("Table").lower(): units.indexes(table) for name, table in tables_of_template().items()
        }
        self._under_way: list[tuple[str, Attributes, Attributes | None, int]] = []
        client.meta.events.register("provide-client-params.dynamodb", self._before)
        client.meta.events.register("after-call.dynamodb", self._after)

    def take(self) -> Bill:
        """The bill so far; another one begins."""
        taken, self.bill = self.bill, Bill()
        return taken

    def _before(self, params: Mapping[str, Any], event_name: str, **_: Any) -> None:
        operation = event_name.rpartition(".")[2]
        self._under_way = [
            (table, key, _stored(table, key), factor) for table, key, factor in _written(operation, params)
        ]
        if operation == "Query":
            self._query(params)
        elif operation == "BatchGetItem":
            for table, wanted in params["RequestItems"].items():
                found = [_stored(table, key) for key in wanted["Keys"]]
                consistent = wanted.get("ConsistentRead", False)
                self.bill.reads += sum(units.read_units([item or {}], consistent=consistent) for item in found)

    def _after(self, **_: Any) -> None:
        self.bill.round_trips += 1
        for table, key, before, factor in self._under_way:
            after = _stored(table, key)
            self.bill.writes[table, key["pk"]["S"]] += factor * units.write_units(before, after)
            self.bill.stored += units.stored(after) - units.stored(before)
            for index in self._indexes[table]:
                self._index(table, index, index.entry(before), index.entry(after), factor)
        self._under_way = []

    def _index(
        self, table: str, index: Index, before: Attributes | None, after: Attributes | None, factor: int
    ) -> None:
        self.bill.stored += units.stored(after) - units.stored(before)
        used = units.index_units(before, after)
        if used:
            key = (after or before or {})[index.partition_key]["S"]
            # A local index is written in the transaction, a global one after it.
            self.bill.writes[table if index.is_local else index.name, key] += used * (factor if index.is_local else 1)

    def _query(self, params: Mapping[str, Any]) -> None:
        """A query reads its partition in order, as far as its limit: a page of a listing, or all with a prefix."""
        table, condition = params["TableName"], params["KeyConditionExpression"]
        values = params["ExpressionAttributeValues"]
        index = next((one for one in self._indexes[table] if one.name == params.get("IndexName")), None)
        (partition,), prefix = _PARTITION.findall(condition), _PREFIX.findall(condition)
        begins = values[prefix[0]]["S"] if prefix else ""
        name = index.partition_key if index else "pk"
        found = [
            item for item in _all(table) if item.get(name) == values[partition] and item["sk"]["S"].startswith(begins)
        ]
        entries = [entry for entry in (map(index.entry, found) if index else found) if entry is not None]
        self.bill.reads += units.read_units(
            entries[: params.get("Limit", len(entries))], consistent=params.get("ConsistentRead", False)
        )


def _written(operation: str, params: Mapping[str, Any]) -> Iterator[tuple[str, Attributes, int]]:
    if operation == "TransactWriteItems":
        for action in params["TransactItems"]:
            (one,) = action.values()
            yield one["TableName"], _key(one), TRANSACTION
    elif operation in {"PutItem", "UpdateItem", "DeleteItem"}:
        yield params["TableName"], _key(params), 1


def _key(action: Mapping[str, Any]) -> Attributes:
    found = action.get("Key") or action["Item"]
    return {"pk": found["pk"], "sk": found["sk"]}


def _stored(table: str, key: Attributes) -> Attributes | None:
    found = _table(table).get_item(DynamoType(key["pk"]), DynamoType(key["sk"]))
    return _attributes(found) if found else None


def _all(table: str) -> Iterator[Attributes]:
    return map(_attributes, _table(table).all_items())


def _table(name: str) -> Any:
    return dynamodb_backends[DEFAULT_ACCOUNT_ID][_REGION].get_table(name)


def _attributes(item: Any) -> Attributes:
    found: Attributes = item.to_json()["Attributes"]
    return found


def _is_of_order(where: str, key: str) -> bool:
    return where == "records" and key.startswith("Order#")
