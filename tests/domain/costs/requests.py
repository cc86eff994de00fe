"""The usual request of each route, as docs/scale.md counts it: the data that it needs, and who sends it."""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from domain.asking import done, item_on
from domain.costs.meter import Bill, Meter
from domain.world import CONTEXT, World, build_world, event, new_user
from line_items import bulk_create, create, delete, index, read, update
from notifications import index as notifications_index
from orders import create as order_create
from orders import index as order_index
from orders import read as order_read
from orders import update as order_update
from plano import clock
from plano.pipeline import identification
from services import create as service_create
from services import index as service_index
from services import read as service_read
from services import update as service_update
from sessions import create as session_create
from sessions import delete as session_delete
from sessions import index as session_index
from sessions import read as session_read
from sessions import update as session_update
from users import register

BULK = 45
_PASSWORD = "a long enough password"
_NOTES = "Deliver the plans by Friday. The key to the house is with the neighbour on the left."
_USUAL: dict[str, Any] = {
    "quantity": 2,
    "price": 149.5,
    "unit_price": 74.75,
    "instructions": "With the garden, please, and the garage as a separate plan.",
}
Params = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """A request, and what has to be there before it. Nobody has used its session for `minutes_later`."""

    name: str
    handler: Any
    params: Callable[[World], Params]
    as_: str | None = "client"
    headers: tuple[tuple[str, str], ...] = ()
    minutes_later: int = 0

    def bill(self, meter: Meter) -> Bill:
        """What it uses where the function is warm: it has answered the same request in another world."""
        identification.forget()
        self._send(build_world(), meter)
        return self._send(build_world(), meter)

    def _send(self, world: World, meter: Meter) -> Bill:
        params = self.params(world)
        token = {"token": world.tokens[self.as_]} if self.as_ else {}
        body = json.dumps({**token, **params}).encode()
        sensitive = self.handler.declaration.sensitive
        content = "text/plain" if sensitive else "application/json"
        with clock.set_to(clock.now() + timedelta(minutes=self.minutes_later)):
            meter.take()
            answer = self.handler(
                event(base64.b64encode(body) if sensitive else body, content_type=content, **dict(self.headers)),
                CONTEXT,
            )
        assert answer["statusCode"] == 200 or json.loads(answer["body"])["status"] == "client-required", answer
        return meter.take()


def _item(world: World, **more: Any) -> Params:
    return {"itemable_type": "Order", "itemable_id": world.order, **_USUAL, "service_id": _service(world), **more}


def _service(world: World) -> int:
    params = {"name": "Floor plan", "description": "Of all storeys, to scale.", "group_name": "Plans", "primary": True}
    id = done(service_create.handler, world, "employee", **params, unit_price=74.75, active=True)["id"]
    assert isinstance(id, int)
    return id


def _bulk(world: World) -> Params:
    service = _service(world)
    element = {"itemable_type": "Order", "itemable_id": world.order, **_USUAL, "service_id": service}
    return {"line_items": [{**element, "key": f"FM-{number:06d}"} for number in range(BULK)]}


def _same_bulk(world: World) -> Params:
    params = _bulk(world)
    done(bulk_create.handler, world, **params)
    return params


def _made(world: World) -> Params:
    return {"id": item_on(world, key="FM-000001", **_USUAL, service_id=_service(world))["id"]}


def _ten(world: World) -> None:
    params = _bulk(world)
    done(bulk_create.handler, world, line_items=params["line_items"][:10])


def _page(world: World) -> Params:
    _same_bulk(world)
    return {"itemable_type": "Order", "itemable_id": world.order}


def _many_line_items(world: World) -> Params:
    _same_bulk(world)
    return {}


def _one_service(world: World) -> Params:
    _service(world)
    return {}


def _order_with_ten(world: World) -> Params:
    _ten(world)
    return {"id": world.order}


def _to_another_client(world: World) -> Params:
    _ten(world)
    return {"id": world.order, "client_id": world.users["other_client"]["client_id"]}


def _order_with_long_notes(world: World) -> Params:
    done(order_update.handler, world, id=world.order, order_notes="ü" * 1000)
    return _item(world, key="FM-000001")


def _login(_: World) -> Params:
    new_user("login@example.com", _PASSWORD)
    return {"email": "login@example.com", "password": _PASSWORD, "application": "planoorder"}


CREATE = Request("`line_items.create`", create.handler, lambda world: _item(world, key="FM-000001"))
REQUESTS = (
    CREATE,
    Request("the same, without a `key`", create.handler, _item),
    Request(
        "the same, with an `Idempotency-Key`",
        create.handler,
        lambda world: _item(world, key="FM-000001"),
        headers=(("Idempotency-Key", "order-17-row-1"),),
    ),
    Request(
        "the same, first use of the session in five minutes",
        create.handler,
        lambda world: _item(world, key="FM-000001"),
        minutes_later=6,
    ),
    Request("the same, on an order with 2 KB of notes", create.handler, _order_with_long_notes),
    Request("`line_items.bulk_create`, 45 on one order", bulk_create.handler, _bulk),
    Request("the same bulk again", bulk_create.handler, _same_bulk),
    Request("`line_items.update`, its quantity", update.handler, lambda world: {**_made(world), "quantity": 3}),
    Request("`line_items.update`, its `key`", update.handler, lambda world: {**_made(world), "key": "FM-000002"}),
    Request("`line_items.delete`", delete.handler, _made),
    Request("`line_items.read`", read.handler, _made),
    Request("`line_items.index`, 25 of one order", index.handler, _page),
    Request("the same, of all orders, for staff", index.handler, _many_line_items, as_="employee"),
    Request("`orders.create`", order_create.handler, lambda _: {"key": "FM-17", "order_notes": _NOTES}),
    Request(
        "`orders.update`, its notes", order_update.handler, lambda world: {"id": world.order, "order_notes": _NOTES}
    ),
    Request(
        "`orders.update`, with ten line items to another client",
        order_update.handler,
        _to_another_client,
        as_="employee",
    ),
    Request("`orders.read`, with the totals of ten line items", order_read.handler, _order_with_ten),
    Request("`orders.index`", order_index.handler, lambda _: {}),
    Request(
        "`services.create`",
        service_create.handler,
        lambda _: {"name": "Photos", "unit_price": 49},
        as_="employee",
    ),
    Request("`services.read`", service_read.handler, lambda world: {"id": _service(world)}),
    Request(
        "`services.update`, its price",
        service_update.handler,
        lambda world: {"id": _service(world), "unit_price": 80},
        as_="employee",
    ),
    Request("`services.index`, of one", service_index.handler, _one_service),
    Request("`users.register`", register.handler, lambda _: {"email": "new@example.com", "password": _PASSWORD}, None),
    Request("`sessions.create`", session_create.handler, _login, None),
    Request("`sessions.read`", session_read.handler, lambda _: {}),
    Request("`sessions.update`", session_update.handler, lambda _: {"remember_me": True}),
    Request("`sessions.index`", session_index.handler, lambda _: {}),
    Request("`sessions.delete`", session_delete.handler, lambda _: {}),
    Request("`notifications.index`, of none", notifications_index.handler, lambda _: {}, as_="employee"),
)
"""Without `users.client_register`, which waits for Mandrill."""
