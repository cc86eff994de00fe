"""What a function sends to DynamoDB, and what a route answers: recorded, and refused where it is not declared."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from importlib import import_module
from typing import Any, NamedTuple

import pytest

import answered
from domain.template import template
from plano.declarations.access import Grant
from plano.pipeline.route import Handler
from plano_cli.local.accesses import Access, accesses
from plano_cli.new.names import function_name
from plano_cli.template.others import OTHERS


class _Function(NamedTuple):
    name: str
    grants: frozenset[Grant]


_under_way: ContextVar[_Function | None] = ContextVar("function", default=None)


class NotDeclared(AssertionError):
    """A function has sent what is not declared."""


def is_among(access: Access, grants: frozenset[Grant]) -> bool:
    """Whether each of the partitions is granted."""
    place = (access.action, access.table, access.index)
    found = [one for one in grants if (one.action, one.table, one.index) == place]
    granted = {one.pattern for one in found if not one.attributes or _keeps_to(access, one)}
    return bool(access.patterns) and access.patterns <= granted


def _keeps_to(access: Access, grant: Grant) -> bool:
    return access.returned == "NONE" and access.attributes <= set(grant.attributes)


ALL: set[Access] = set()
"""All that was sent by functions so far."""


@contextmanager
def watching(client: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Refuse what is not declared of the function under way, even where it or its test would live with that.

    Raises:
        NotDeclared: at the end, where something was refused.
    """
    refused: list[Access | answered.NotAsDeclared] = []
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
        for sent in accesses(function.name, event_name.rpartition(".")[2], params):
            if function.name in template()["Resources"]:  # routes that a test made up have no role
                ALL.add(sent)
            if not is_among(sent, function.grants):
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
