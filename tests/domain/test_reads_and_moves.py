"""A line item that is moved between two reads of one request is still that line item."""

from typing import Any

import pytest

from domain.asking import ask, done, item_on
from domain.faults import Faults
from domain.world import World, build_world
from line_items import delete, read, update


@pytest.fixture
def world(tables: Any) -> World:
    return build_world()


@pytest.mark.parametrize(
    ("handler", "params"), [(read.handler, {}), (delete.handler, {}), (update.handler, {"quantity": 3})]
)
def test_what_is_moved_after_its_pointer_was_read_is_found(
    world: World, faults: Faults, handler: Any, params: dict[str, Any]
) -> None:
    item = item_on(world, key="k")
    done(read.handler, world, id=item["id"])  # so that the registry is remembered, and the pointer is read first
    faults.meanwhile_reading(lambda: done(update.handler, world, id=item["id"], key="k2"), skip=1)
    code, body = ask(handler, world, id=item["id"], **params)
    assert faults.are_over()
    assert code == 200, body


@pytest.mark.parametrize(
    ("handler", "params"), [(read.handler, {}), (delete.handler, {}), (update.handler, {"quantity": 3})]
)
def test_what_is_moved_and_moved_back_between_the_reads_is_found(
    world: World, faults: Faults, handler: Any, params: dict[str, Any]
) -> None:
    item = item_on(world, key="k")
    done(read.handler, world, id=item["id"])
    faults.meanwhile_reading(lambda: done(update.handler, world, id=item["id"], key="k2"), skip=1)
    faults.meanwhile_reading(lambda: done(update.handler, world, id=item["id"], key="k"), skip=1)
    code, body = ask(handler, world, id=item["id"], **params)
    assert faults.are_over()
    assert code == 200, body
