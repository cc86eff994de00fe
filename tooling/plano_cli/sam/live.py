"""The live events: each function's example, with tokens and ids that this stack knows."""

import base64
import time
from collections.abc import Callable, Mapping
from typing import Any

from plano import ids
from plano.declarations.example import example_body, example_event
from plano.declarations.route import Route
from plano.domain.callers import CLIENT, USER
from plano.params.json_text import dump
from plano.registry.discovery import declared
from plano_cli.local.paths import FUNCTIONS
from plano_cli.sam import examples, shapes
from plano_cli.sam.shapes import Event
from plano_cli.sam.things import EMAIL, PASSWORD, Things


def live_events(things: Things, answer_url: str) -> dict[str, Event]:
    """An event for each function, by its name; what they change or remove are these things.

    Args:
        answer_url: where the custom resource answers.
    """
    routes = {route.name: _of_route(route, things) for route in declared(FUNCTIONS)[1]}
    item = things.line_item
    return {
        **routes,
        "gateway.route_non_existent": examples.misspelled(),
        "documentation.app": examples.page(),
        "registry.deploy": shapes.deployed(answer_url),
        "emails.deliver": shapes.queued(things.email),
        "events.publish": shapes.changed(item.primary_key, item.to_item(), written_at=time.time()),
        "events.finish": shapes.changed(*things.marked, written_at=time.time()),
    }


def only_reads(name: str) -> bool:
    """Whether a function changes nothing, so that it has to answer the very same to the same event."""
    for route in declared(FUNCTIONS)[1]:
        if route.name == name:
            access = route.access
            return not (access.creates or access.updates or access.deletes)
    return name in ("gateway.route_non_existent", "documentation.app")


def _of_route(route: Route[Any], things: Things) -> Event:
    params = {**example_body(route.params), **_own(route, things)}
    text = dump(params)
    body = base64.b64encode(text.encode()).decode() if route.sensitive else text
    return {**example_event(route), "body": body}


def _own(route: Route[Any], things: Things) -> Mapping[str, Any]:
    token = {"token": _token(route, things)} if route.takes_token else {}
    return token | _PARAMS.get(route.name, _nothing)(things)


def _token(route: Route[Any], things: Things) -> str:
    if route.roles == {USER}:
        return things.tokens["user"]
    return things.tokens["client" if CLIENT in route.roles else "employee"]


def _nothing(_things: Things) -> dict[str, Any]:
    return {}


def _new_line_item(things: Things) -> dict[str, Any]:
    return {"itemable_id": things.order, "service_id": things.service, "key": f"sam-{ids.new_id()}"}


_PARAMS: dict[str, Callable[[Things], dict[str, Any]]] = {
    "line_items.bulk_create": lambda things: {
        "line_items": [{"itemable_type": "Order", "quantity": 2, **_new_line_item(things)}]
    },
    "line_items.create": _new_line_item,
    "line_items.delete": lambda things: {"id": things.doomed},
    "line_items.read": lambda things: {"id": things.line_item.id},
    "line_items.update": lambda things: {"id": things.line_item.id},
    "orders.read": lambda things: {"id": things.order},
    "orders.update": lambda things: {"id": things.order},
    "services.create": lambda _things: {"active": False},
    "services.read": lambda things: {"id": things.service},
    "services.update": lambda things: {"id": things.service},
    "sessions.create": lambda _things: {"email": EMAIL, "password": PASSWORD},
    "sessions.delete": lambda things: {"token": things.leaving},
    "users.register": lambda _things: {"email": f"sam.{ids.new_id()}@plano.example"},
}
