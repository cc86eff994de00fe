"""What a line item takes from its service in the catalog."""

from typing import Any

import pytest

from domain.asking import ask, done, faulty_params, item_on
from domain.world import World, build_world
from line_items import read, update
from services import create as create_service
from services import update as update_service

_SERVICE = {"name": "Floor plan", "description": "All floors.", "group_name": "Plans", "primary": True}
_FILLED_IN = {
    "service_name": "Floor plan",
    "service_description": "All floors.",
    "group_name": "Plans",
    "service_type_primary": True,
}


@pytest.fixture
def world(tables: Any) -> World:
    return build_world()


@pytest.fixture
def service(world: World) -> int:
    return int(done(create_service.handler, world, "employee", **_SERVICE)["id"])


def _described(item: dict[str, Any]) -> dict[str, Any]:
    return {name: item.get(name) for name in _FILLED_IN}


def test_what_the_caller_left_out_is_filled_in_and_stays_as_it_was_then(world: World, service: int) -> None:
    made = item_on(world, service_id=service)
    done(update_service.handler, world, "employee", id=service, name="Another", group_name="Others")
    assert _described(made) == _described(done(read.handler, world, id=made["id"])) == _FILLED_IN


def test_what_the_caller_gave_is_kept(world: World, service: int) -> None:
    made = item_on(world, service_id=service, group_name="My own")
    assert _described(made) == {**_FILLED_IN, "group_name": "My own"}


def test_a_line_item_needs_no_service(world: World) -> None:
    assert _described(item_on(world)) == dict.fromkeys(_FILLED_IN)


def test_an_update_needs_a_service_that_is_there(world: World) -> None:
    made = item_on(world)
    assert faulty_params(ask(update.handler, world, id=made["id"], service_id=5)) == {"service_id"}
