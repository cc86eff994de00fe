"""Asking handlers, and looking at what they left in the tables."""

import base64
import json
from decimal import Decimal
from typing import Any

from boto3.dynamodb.types import TypeDeserializer

from domain.world import CONTEXT, World, call, event
from line_items import create

RECORDS, SESSIONS = "records", "sessions"
"""The names that the tables have in these tests."""
Keys = set[tuple[str, str]]
_values = TypeDeserializer()


def ask(handler: Any, world: World, as_: str = "client", **params: Any) -> tuple[int, dict[str, Any]]:
    """The code and the body that somebody of this world is answered."""
    return call(handler, {"token": world.tokens[as_], **params})


def done(handler: Any, world: World, as_: str = "client", **params: Any) -> dict[str, Any]:
    """The data of an answer that has to be action-successful."""
    code, body = ask(handler, world, as_, **params)
    assert (code, body["status"]) == (200, "action-successful"), body
    return dict(body.get("data", {}))


def faulty_params(answer: tuple[int, dict[str, Any]]) -> set[str]:
    """The params that an answer finds at fault, which has to be a 400."""
    code, body = answer
    assert code == 400, body
    return {fault["param"] for fault in body["errors"]}


def send(handler: Any, params: dict[str, Any]) -> dict[str, Any]:
    """The body that a route with sensitive params answers."""
    body = base64.b64encode(json.dumps(params).encode())
    answer: dict[str, Any] = json.loads(handler(event(body, content_type="text/plain"), CONTEXT)["body"])
    return answer


def items(tables: Any, *names: str) -> list[dict[str, Any]]:
    """All that a table holds, or tables; those of sessions and records where none is named."""
    found: list[dict[str, Any]] = []
    for name in names or (SESSIONS, RECORDS):
        for page in tables.get_paginator("scan").paginate(TableName=name):
            found += [{name: _value(value) for name, value in item.items()} for item in page["Items"]]
    return found


def _value(attribute: Any) -> Any:
    found = _values.deserialize(attribute)
    return int(found) if isinstance(found, Decimal) and found == int(found) else found


def all_keys(tables: Any) -> Keys:
    """The keys of all that there is."""
    return {(item["pk"], item["sk"]) for item in items(tables)}


def record_of(tables: Any, kind: str, id: int) -> dict[str, Any]:
    """The record of this kind with this id, as the table holds it; there has to be one."""
    (found,) = [item for item in items(tables, RECORDS) if (item.get("kind"), item.get("id")) == (kind, id)]
    return found


def item_on(world: World, as_: str = "client", **params: Any) -> dict[str, Any]:
    """A new line item on the client's order."""
    return done(create.handler, world, as_, itemable_type="Order", itemable_id=world.order, **params)
