"""What a function sends to DynamoDB, and what a route answers: recorded, and refused where it is not declared."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from importlib import import_module
from typing import Any, NamedTuple

import pytest

import answered
from domain.template import template
from plano.declarations.access import CHECK, CREATE, DELETE, QUERY, READ, UPDATE, Grant
from plano.pipeline.route import Handler
from plano.store.keys import Table
from plano.store.listings import Index
from plano_cli.new.names import function_name
from plano_cli.template.others import OTHERS

_ACTIONS = {"Put": CREATE, "Update": UPDATE, "Delete": DELETE, "ConditionCheck": CHECK}
_PARTITION = re.compile(r"= (:\w+)")


class _Function(NamedTuple):
    name: str
    grants: frozenset[Grant]


_under_way: ContextVar[_Function | None] = ContextVar("function", default=None)


class NotDeclared(AssertionError):
    """A function has sent what is not declared."""


@dataclass(frozen=True, slots=True)
class Sent:
    """An action of a function on partitions of one table or index; a batch over three tables is three of it.

    `batch` are the partitions of all of its tables. `returned` is what an update that is no part of a transaction asks
    for: only such a one can be limited to some attributes.
    """

    function: str
    action: str
    table: Table
    index: Index | None
    patterns: frozenset[str]
    attributes: frozenset[str] = frozenset()
    batch: frozenset[str] = frozenset()
    returned: str = ""

    def is_among(self, grants: frozenset[Grant]) -> bool:
        """Whether each of the partitions is granted."""
        found = [one for one in grants if (one.action, one.table, one.index) == (self.action, self.table, self.index)]
        return self.patterns <= {one.pattern for one in found if not one.attributes or self._keeps_to(one)}

    def _keeps_to(self, grant: Grant) -> bool:
        return self.returned == "NONE" and self.attributes <= set(grant.attributes)


ALL: set[Sent] = set()
"""All that was sent by functions so far."""


@contextmanager
def watching(client: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Refuse what is not declared of the function under way, even where it or its test would live with that.

    Raises:
        NotDeclared: at the end, where something was refused.
    """
    refused: list[Sent | answered.NotAsDeclared] = []
    usual = Handler.__call__

    def answer(handler: Handler[Any], event: Any, context: object) -> Any:
        route = handler.declaration
        with _as(_Function(function_name(route.name), route.grants())):
            response = usual(handler, event, context)
        try:
            answered.check(route, response["statusCode"], json.loads(response["body"]))
        except answered.NotAsDeclared as found:
            refused.append(found)
            raise
        return response

    def look(params: Mapping[str, Any], event_name: str, **_: Any) -> None:
        function = _under_way.get()
        if function is None:
            return
        for sent in _read(function.name, event_name.rpartition(".")[2], params):
            if function.name in template()["Resources"]:  # routes that a test made up have no role
                ALL.add(sent)
            if not sent.is_among(function.grants):
                refused.append(sent)
                raise NotDeclared(sent)

    monkeypatch.setattr(Handler, "__call__", answer)
    for name, grants in OTHERS.items():
        module = import_module(template()["Resources"][name]["Properties"]["Handler"].removesuffix(".handler"))
        monkeypatch.setattr(module, "handler", _watched(module.handler, _Function(name, grants)))
    client.meta.events.register("provide-client-params.dynamodb", look)
    yield
    if refused:
        raise NotDeclared(*refused)


def as_operator() -> Any:
    """For as long as this lasts, nobody but operators does anything."""
    return _as(None)


def _watched(handler: Callable[[Any, Any], Any], function: _Function) -> Callable[[Any, Any], Any]:
    def answer(event: Any, context: object) -> Any:
        with _as(function):
            return handler(event, context)

    return answer


@contextmanager
def _as(function: _Function | None) -> Iterator[None]:
    token = _under_way.set(function)
    try:
        yield
    finally:
        _under_way.reset(token)


def _read(function: str, operation: str, params: Mapping[str, Any]) -> Iterator[Sent]:
    match operation:
        case "BatchGetItem":
            tables = {name: _patterns(wanted["Keys"]) for name, wanted in params["RequestItems"].items()}
            batch = frozenset().union(*tables.values())
            for name, patterns in tables.items():
                yield Sent(function, READ, Table(name), None, patterns, batch=batch)
        case "Query":
            (placeholder, *_) = _PARTITION.findall(params["KeyConditionExpression"])
            index = Index(params["IndexName"]) if "IndexName" in params else None
            pattern = _pattern(params["ExpressionAttributeValues"][placeholder])
            yield Sent(function, QUERY, Table(params["TableName"]), index, frozenset({pattern}))
        case "TransactWriteItems":
            for one in params["TransactItems"]:
                ((kind, action),) = one.items()
                yield _written(function, _ACTIONS[kind], action)
        case "UpdateItem":
            yield _written(function, UPDATE, params, returned=params.get("ReturnValues", "NONE"))
        case "PutItem":
            yield _written(function, operation, params)
        case _:
            yield Sent(function, operation, Table(params["TableName"]), None, frozenset())


def _written(function: str, action: str, params: Mapping[str, Any], returned: str = "") -> Sent:
    key = params.get("Key") or params["Item"]
    named = {*params.get("ExpressionAttributeNames", {}).values(), "pk", "sk"} if action == UPDATE else ()
    table = Table(params["TableName"])
    return Sent(function, action, table, None, _patterns([key]), frozenset(named), returned=returned)


def _patterns(keys: list[Mapping[str, Any]]) -> frozenset[str]:
    return frozenset(_pattern(key["pk"]) for key in keys)


def _pattern(value: Mapping[str, str]) -> str:
    kind, mark, _ = value["S"].partition("#")
    return f"{kind}#*" if mark else kind
