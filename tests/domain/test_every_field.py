"""Every field that a route declares of its answer comes, where there is something to show in it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

import answered
from domain.asking import done, send
from domain.world import STAFF, World, build_world, new_user
from line_items import bulk_create, create, delete, index, read, update
from notifications import index as notifications_index
from orders import create as order_create
from orders import index as order_index
from orders import read as order_read
from orders import update as order_update
from plano import clock
from plano.domain.emails import mandrill
from plano.domain.notifications.record import new_notification
from plano.settings import settings
from plano.statuses import APPLICATION_CRASH, MANDRILL_EMAIL_FAILED
from plano.store import queue
from plano.store.conditions import absent
from plano.store.write import Put, write
from plano.values import Fields
from services import create as service_create
from services import index as service_index
from services import read as service_read
from services import update as service_update
from sessions import create as session_create
from sessions import delete as session_delete
from sessions import index as session_index
from users import client_register, register

Params = dict[str, Any]
_NAMES = ("price", "base_price", "unit_price", "gross_price", "net_price", "base_price_final", "unit_price_final")
_ITEM: Params = {
    **dict.fromkeys((*_NAMES, "discount"), 12.5),
    "itemable_type": "Order",
    "sourceable_type": "Order",
    "service_name": "Floor plan",
    "service_description": "Of all storeys.",
    "group_name": "Plans",
    "service_type_primary": True,
    "quantity": 2,
    "instructions": "With the garden.",
    "discount_applied_percent": 5,
    "updated_in": "fm",
    "updated_at_fm": "2026-11-24T09:30:00Z",
    "processed_at": "2026-11-24T09:30:00Z",
}
_ORDER: Params = {"external_order_id": "WEB-1", "external_property_id": "P-20", "order_notes": "By Friday."}
_SERVICE: Params = {
    "name": "Floor plan",
    "description": "Of all storeys.",
    "group_name": "Plans",
    "primary": True,
    "base_price": 99,
    "unit_price": 24.5,
}
_WHOLE: Params = {"view": "full", "session_view": "full"}


@pytest.fixture
def world(tables: Any) -> World:
    return build_world()


def _of_line_items(world: World) -> None:
    service = done(service_create.handler, world, "employee", **_SERVICE)["id"]
    item = {**_ITEM, "itemable_id": world.order, "sourceable_id": world.order, "service_id": service}
    id = done(create.handler, world, **item, key="one")["id"]
    done(bulk_create.handler, world, line_items=[{**item, "key": "two"}])
    done(read.handler, world, id=id, **_WHOLE)
    done(index.handler, world, count=True, page={"size": 1}, **_WHOLE)
    done(update.handler, world, id=id, quantity=3)
    done(delete.handler, world, id=id)


def _of_orders(world: World) -> None:
    id = done(order_create.handler, world, **_ORDER, key="one")["id"]
    done(order_read.handler, world, id=id, **_WHOLE)
    done(order_index.handler, world, count=True, page={"size": 1}, sort={"order": "desc"}, **_WHOLE)
    done(order_update.handler, world, id=id, order_notes="By Monday.")


def _of_services(world: World) -> None:
    id, _ = (done(service_create.handler, world, "employee", **_SERVICE)["id"] for _ in range(2))
    done(service_read.handler, world, id=id, **_WHOLE)
    done(service_index.handler, world, count=True, page={"size": 1}, **_WHOLE)
    done(service_update.handler, world, "employee", id=id, unit_price=25)


def _of_people(_: World) -> None:
    password, name = "a long enough password", {"first_name": "Ada", "last_name": "Lovelace"}
    made = send(register.handler, {"email": "ada@example.com", "password": password, **name})
    token = made["data"]["token"]
    assert send(client_register.handler, {"token": token, "phone": "1", "company_name": "Ada"})["code"] == 200


def _of_sessions(world: World) -> None:
    new_user("login@example.com", "a long enough password")
    login = {"email": "login@example.com", "password": "a long enough password", "application": "planoorder"}
    assert send(session_create.handler, {**login, "redirect_url": "/orders"})["status"] == "client-required"
    done(session_index.handler, world)
    done(session_delete.handler, world)


def _of_notifications(world: World) -> None:
    now = clock.iso(clock.now())
    crash = new_notification(APPLICATION_CRASH, route="orders.read", request_id="a-request")
    crash = replace(crash, caller=STAFF.name, error="KeyError", where="read.py:1 in read")
    story: Fields = {"id": 1, "template": "welcome", "to": "ada@example.com", "reason": "rejected", "tries": 2}
    email = new_notification(MANDRILL_EMAIL_FAILED, route="users.client_register", request_id="a-request")
    email = replace(email, id=crash.id - 1, email={**story, "given_up_at": now, "delivered_at": now})
    write([Put(one.primary_key, one, absent()) for one in (crash, email)])
    done(notifications_index.handler, world, "employee", page={"size": 1})
    done(notifications_index.handler, world, "employee")


_ALL: tuple[Callable[[World], None], ...] = (
    _of_line_items,
    _of_orders,
    _of_services,
    _of_people,
    _of_notifications,
    _of_sessions,
)


def test_every_declared_field_comes_in_some_answer(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mandrill, "send", lambda email: f"mandrill-{email.id}")
    monkeypatch.setattr(queue, "send", lambda *_, **__: None)
    monkeypatch.setenv("PLANO_EMAILS_QUEUE", "emails")
    monkeypatch.setenv("PLANO_EMAIL_DELAY_SECONDS", "0")
    settings.cache_clear()
    asked_in_the_run, seen_in_the_run = answered._asked, answered._seen
    monkeypatch.setattr(answered, "_asked", set())
    monkeypatch.setattr(answered, "_seen", set())
    for asking in _ALL:
        asking(world)
    assert answered.never_came() == []
    asked_in_the_run.update(answered._asked)
    seen_in_the_run.update(answered._seen)
    monkeypatch.setattr(answered, "_seen", answered._seen - {"orders.read data.totals.net_price"})
    assert answered.never_came() == ["orders.read data.totals.net_price"]
