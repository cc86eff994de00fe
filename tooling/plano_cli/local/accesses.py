"""What a function asks of the tables: the kind of access that a permission is for."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from plano.declarations.access import CHECK, CREATE, DELETE, QUERY, READ, UPDATE

_ACTIONS = {"Put": CREATE, "Update": UPDATE, "Delete": DELETE, "ConditionCheck": CHECK}
_PARTITION = re.compile(r"= (:\w+)")


@dataclass(frozen=True, slots=True)
class Access:
    """An action of a function on partitions of one table or index; a batch over three tables is three accesses.

    `patterns` are the partitions as permissions name them: `Order#*`. `batch` are those of all tables of the batch.
    `returned` is what an update that is no part of a transaction asks for: only such a one can be limited to some
    attributes.
    """

    function: str
    action: str
    table: str
    index: str | None = None
    patterns: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()
    batch: frozenset[str] = frozenset()
    returned: str = ""

    @classmethod
    def from_line(cls, line: str) -> "Access":
        """Read what `to_line` wrote."""
        found = json.loads(line)
        return cls(**found | {name: frozenset(to) for name, to in found.items() if isinstance(to, list)})

    def to_line(self) -> str:
        """The access as a line of JSON."""
        return json.dumps({name: sorted(to) if isinstance(to, frozenset) else to for name, to in asdict(self).items()})


def accesses(function: str, operation: str, params: Mapping[str, Any]) -> Iterator[Access]:
    """What a request to DynamoDB asks for.

    An operation that the store does not use is one without partitions, so that no permission can be for it.

    Raises:
        AttributeError, LookupError, TypeError, ValueError: DynamoDB would refuse the request.
    """
    match operation:
        case "BatchGetItem":
            tables = {name: _patterns(wanted["Keys"]) for name, wanted in params["RequestItems"].items()}
            batch = frozenset[str]().union(*tables.values())
            for name, patterns in tables.items():
                yield Access(function, READ, name, None, patterns, batch=batch)
        case "Query":
            (placeholder, *_) = _PARTITION.findall(params["KeyConditionExpression"])
            pattern = _pattern(params["ExpressionAttributeValues"][placeholder])
            yield Access(function, QUERY, params["TableName"], params.get("IndexName"), frozenset({pattern}))
        case "TransactWriteItems":
            for one in params["TransactItems"]:
                ((kind, action),) = one.items()
                yield _written(function, _ACTIONS[kind], action)
        case "UpdateItem":
            yield _written(function, UPDATE, params, returned=params.get("ReturnValues", "NONE"))
        case "PutItem" | "DeleteItem":
            yield _written(function, operation, params)
        case _:
            yield Access(function, operation, params.get("TableName", ""))


def _written(function: str, action: str, params: Mapping[str, Any], returned: str = "") -> Access:
    key = params.get("Key") or params["Item"]
    named = {*params.get("ExpressionAttributeNames", {}).values(), "pk", "sk"} if action == UPDATE else ()
    return Access(function, action, params["TableName"], None, _patterns([key]), frozenset(named), returned=returned)


def _patterns(keys: list[Mapping[str, Any]]) -> frozenset[str]:
    return frozenset(_pattern(key["pk"]) for key in keys)


def _pattern(value: Mapping[str, str]) -> str:
    kind, mark, _ = value["S"].partition("#")
    return f"{kind}#*" if mark else kind
