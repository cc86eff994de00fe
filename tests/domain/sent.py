"""What a route sends to DynamoDB: recorded, and refused where the route has not declared it."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import pytest

from plano.declarations.access import CHECK, CREATE, DELETE, QUERY, READ, UPDATE, Grant
from plano.declarations.route import Route
from plano.pipeline.route import Handler
from plano.store.keys import Table
from plano.store.listings import Index

_ACTIONS = {"Put": CREATE, "Update": UPDATE, "Delete": DELETE, "ConditionCheck": CHECK}
_PARTITION = re.compile(r"= (:\w+)")
_under_way: ContextVar[Route[Any] | None] = ContextVar("route", default=None)


class NotDeclared(AssertionError):
    """A route has sent what its declaration does not say."""


@dataclass(frozen=True, slots=True)
class Sent:
    """An action of a route's function on partitions of one table or index; a batch over three tables is three of it.

    `batch` are the partitions of all of its tables.
    """

    route: str
    action: str
    table: Table
    index: Index | None
    patterns: frozenset[str]
    attributes: frozenset[str] = frozenset()
    batch: frozenset[str] = frozenset()

    def is_among(self, grants: frozenset[Grant]) -> bool:
        """Whether each of the partitions is granted."""
        found = [one for one in grants if (one.action, one.table, one.index) == (self.action, self.table, self.index)]
        allowed = {one.pattern for one in found if not one.attributes or self.attributes <= set(one.attributes)}
        return self.patterns <= allowed


ALL: set[Sent] = set()
"""All that was sent by routes so far."""


@contextmanager
def watching(client: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Refuse what a route under way has not declared, even where the route would live with that.

    Raises:
        NotDeclared: at the end, where something was refused.
    """
    refused: list[Sent] = []
    usual = Handler.__call__

    def answer(handler: Handler[Any], event: Any, context: object) -> Any:
        with _as(handler.declaration):
            return usual(handler, event, context)

    def look(params: Mapping[str, Any], event_name: str, **_: Any) -> None:
        route = _under_way.get()
        if route is None:
            return
        grants = route.grants()
        for sent in _read(route.name, event_name.rpartition(".")[2], params):
            ALL.add(sent)
            if not sent.is_among(grants):
                refused.append(sent)
                raise NotDeclared(sent)

    monkeypatch.setattr(Handler, "__call__", answer)
    client.meta.events.register("provide-client-params.dynamodb", look)
    yield
    if refused:
        raise NotDeclared(*refused)


def as_operator() -> Any:
    """For as long as this lasts, nobody but operators does anything."""
    return _as(None)


@contextmanager
def _as(route: Route[Any] | None) -> Iterator[None]:
    token = _under_way.set(route)
    try:
        yield
    finally:
        _under_way.reset(token)


def _read(route: str, operation: str, params: Mapping[str, Any]) -> Iterator[Sent]:
    match operation:
        case "BatchGetItem":
            tables = {name: _patterns(wanted["Keys"]) for name, wanted in params["RequestItems"].items()}
            batch = frozenset().union(*tables.values())
            for name, patterns in tables.items():
                yield Sent(route, READ, Table(name), None, patterns, batch=batch)
        case "Query":
            (placeholder, *_) = _PARTITION.findall(params["KeyConditionExpression"])
            index = Index(params["IndexName"]) if "IndexName" in params else None
            pattern = _pattern(params["ExpressionAttributeValues"][placeholder])
            yield Sent(route, QUERY, Table(params["TableName"]), index, frozenset({pattern}))
        case "TransactWriteItems":
            for one in params["TransactItems"]:
                ((kind, action),) = one.items()
                yield _written(route, _ACTIONS[kind], action)
        case "UpdateItem" | "PutItem":
            yield _written(route, operation, params)
        case _:
            yield Sent(route, operation, Table(params["TableName"]), None, frozenset())


def _written(route: str, action: str, params: Mapping[str, Any]) -> Sent:
    key = params.get("Key") or params["Item"]
    named = {*params.get("ExpressionAttributeNames", {}).values(), "pk", "sk"} if action == UPDATE else ()
    return Sent(route, action, Table(params["TableName"]), None, _patterns([key]), frozenset(named))


def _patterns(keys: list[Mapping[str, Any]]) -> frozenset[str]:
    return frozenset(_pattern(key["pk"]) for key in keys)


def _pattern(value: Mapping[str, str]) -> str:
    kind, mark, _ = value["S"].partition("#")
    return f"{kind}#*" if mark else kind
