"""The tables as the code of 24 November 2026 (before the typed records) left them, put into the tables of a test."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from domain.asking import RECORDS
from domain.world import World, deploy_registry, of_code
from plano import tokens
from plano.store.values import from_item

Attributes = dict[str, Any]

DUMPED = datetime(2026, 11, 24, 12, tzinfo=UTC)
"""When it was. The last of the records were made in the minute before."""
AN_HOUR_LATER = DUMPED + timedelta(hours=1)
PEOPLE = ("client", "other_client", "accented_client", "accented_liaison", "liaison", "employee", "roleless")
"""Whom there are users and sessions of, by the beginning of their emails. An application token is there too."""

_FILE = Path(__file__).parent / "tables_of_before.json"


def entries() -> list[tuple[str, Attributes]]:
    """Each record's table, and the record in DynamoDB's notation."""
    return [(one["table"], one["item"]) for one in json.loads(_FILE.read_text())]


def records(kind: str) -> list[Attributes]:
    """The records of this kind, in DynamoDB's notation."""
    return [item for _, item in entries() if item.get("kind") == {"S": kind}]


def with_key(key: str, kind: str = "LineItem") -> Attributes:
    """The one record of this kind with this key of its caller's, in DynamoDB's notation."""
    (found,) = [item for item in records(kind) if item.get("key") == {"S": key}]
    return found


def id_of(key: str, kind: str = "LineItem") -> int:
    """Its id."""
    return int(with_key(key, kind)["id"]["N"])


def load(tables: Any) -> World:
    """Put it all into the tables, next to the registry of today's code."""
    deploy_registry(of_code())
    for table, item in entries():
        tables.put_item(TableName=table, Item=item)
    users = {item["email"]["S"].partition("@")[0]: from_item(item) for item in records("User")}
    return World(
        tokens={**{name: _token(tokens.SESSION_PREFIX, name) for name in PEOPLE}, "application": _APPLICATION},
        users=users,
        order=id_of("of client", "Order"),
        other_order=id_of("of other_client", "Order"),
    )


def stored(tables: Any, pk: str, sk: str) -> Attributes | None:
    """A record as the table holds it now, if it is there."""
    found: Attributes | None = tables.get_item(TableName=RECORDS, Key={"pk": {"S": pk}, "sk": {"S": sk}}).get("Item")
    return found


def _token(prefix: str, name: str) -> str:
    return prefix + name.ljust(43, "_")


_APPLICATION = _token(tokens.APPLICATION_PREFIX, "filemaker")
