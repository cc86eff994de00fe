"""Requests with an `Idempotency-Key`: one for each route that takes it, and what is answered to them."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from domain.asking import done, item_on, items
from domain.world import CONTEXT, World, event
from line_items import bulk_create as bulk_create_items
from line_items import create as create_item
from line_items import delete as delete_item
from line_items import update as update_item
from orders import create as create_order
from orders import update as update_order
from plano import clock, ids, tokens
from plano.domain.accounts import managed_applications
from plano.domain.accounts.applications import ApplicationToken
from plano.store import keys
from plano.store.conditions import absent
from plano.store.write import Put, write
from services import create as create_service
from services import update as update_service

Params = dict[str, Any]


@dataclass(frozen=True)
class Answered:
    """What was answered, with the header that tells a repetition."""

    code: int
    body: dict[str, Any]
    replayed: bool

    @property
    def data(self) -> dict[str, Any]:
        """The data of an answer that has to be action-successful."""
        assert (self.code, self.body["status"]) == (200, "action-successful"), self.body
        return dict(self.body["data"])

    @property
    def faults(self) -> set[str]:
        """The params at fault, in an answer that has to be an invalid-param."""
        assert (self.code, self.body["status"]) == (400, "invalid-param"), self.body
        return {fault["param"] for fault in self.body["errors"]}


@dataclass(frozen=True)
class Sent:
    """A request that is about to be sent: by whom, with which params and which key."""

    handler: Any
    token: str
    params: Params
    key: str | None = "a key"

    def again(self, **params: Any) -> "Sent":
        """The same with other values of some of its params."""
        return replace(self, params={**self.params, **params})

    def by(self, token: str) -> "Sent":
        """The same from somebody else."""
        return replace(self, token=token)

    def with_key(self, key: str | None) -> "Sent":
        """The same with another key."""
        return replace(self, key=key)

    def answer(self) -> Answered:
        """Send it."""
        return self.answer_to_text(json.dumps({"token": self.token, **self.params}))

    def answer_to_text(self, text: str, **more: Any) -> Answered:
        """Send this text instead of the params."""
        headers = {} if self.key is None else {"Idempotency-Key": self.key}
        response = self.handler(event(text.encode(), **more, **headers), CONTEXT)
        replayed = response["headers"].get("idempotent-replayed")
        assert replayed in (None, "true")
        return Answered(response["statusCode"], json.loads(response["body"]), replayed is not None)


@dataclass(frozen=True)
class Write:
    """What a route writes: the params, and one of them with another value."""

    name: str
    handler: Any
    params: Callable[[World], Params]
    other: Params
    as_: str = "client"

    def on(self, world: World) -> Sent:
        """The request in this world, with the record that it is about."""
        return Sent(self.handler, world.tokens[self.as_], self.params(world))


def on_order(world: World, **params: Any) -> Params:
    """The params of a line item on the client's order."""
    return {"itemable_type": "Order", "itemable_id": world.order, **params}


def _of_item(**params: Any) -> Callable[[World], Params]:
    return lambda world: {"id": item_on(world, key="k", quantity=1)["id"], **params}


def _guarded(world: World) -> Params:
    item = item_on(world, key="k", quantity=1)
    return {"id": item["id"], "if_updated_at": item["updated_at"], "quantity": 2}


def _two(world: World) -> Params:
    return {"line_items": [on_order(world, price=1.5), on_order(world, key="two", price=-0.1)]}


def _given_away(world: World) -> Params:
    item_on(world, key="k", quantity=1)
    return {"id": world.order, "client_id": world.users["other_client"]["client_id"]}


def _of_service(world: World) -> Params:
    made = done(create_service.handler, world, "employee", name="Floor plan")
    return {"id": made["id"], "unit_price": 1.5}


WRITES = [
    Write("item", create_item.handler, lambda world: on_order(world, price=1.5), {"price": 2}),
    Write("item-with-key", create_item.handler, lambda world: on_order(world, key="k", price=1.5), {"price": 2}),
    Write("bulk", bulk_create_items.handler, _two, {"line_items": [{"itemable_type": "Order", "itemable_id": 1}]}),
    Write("change", update_item.handler, _of_item(quantity=2), {"quantity": 3}),
    Write("move", update_item.handler, _of_item(key="other", quantity=2), {"key": "third"}),
    Write("guarded-change", update_item.handler, _guarded, {"quantity": 3}),
    Write("change-of-nothing", update_item.handler, _of_item(), {"quantity": 3}),
    Write("removal", delete_item.handler, _of_item(), {"id": 5}),
    Write("order", create_order.handler, lambda _: {"order_notes": "Ring."}, {"order_notes": "Knock."}),
    Write("change-of-order", update_order.handler, lambda world: {"id": world.order, "key": "a"}, {"key": "b"}),
    Write("order-given-away", update_order.handler, _given_away, {"order_notes": "b"}, "employee"),
    Write("service", create_service.handler, lambda _: {"name": "Video"}, {"name": "Photos"}, "employee"),
    Write("change-of-service", update_service.handler, _of_service, {"unit_price": 2}, "employee"),
]
EACH = pytest.mark.parametrize("write", WRITES, ids=lambda write: write.name)


def application_token() -> str:
    """The token of an application that may call every route."""
    return managed_applications.create("filemaker", "planoorder", ["*"])


def token_from_before(application: str, *permissions: str) -> str:
    """A token of FileMaker's, from when a name could be given twice."""
    token = tokens.new_token(tokens.APPLICATION_PREFIX)
    record = ApplicationToken(ids.new_id(), "filemaker", application, permissions, clock.iso(clock.now()))
    write([Put(keys.application_token(tokens.token_hash(token)), record, absent())])
    return token


def state(tables: Any) -> dict[tuple[str, str], Any]:
    """All that there is, by where it stands."""
    return {(item["pk"], item["sk"]): item for item in items(tables)}
