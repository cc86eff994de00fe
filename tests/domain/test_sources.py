"""What a line item may come from: an order, a line item or a service that the caller may see."""

from typing import Any

import pytest

from domain.asking import ask, done, faulty_params, item_on
from domain.world import World, build_world, make_order
from line_items import bulk_create, create, read, update
from services import create as create_service


@pytest.fixture
def world(tables: Any) -> World:
    return build_world()


def _foreign_item(world: World) -> int:
    params: dict[str, Any] = {"itemable_type": "Order", "itemable_id": world.other_order}
    return int(done(create.handler, world, "other_client", **params)["id"])


def _sources(world: World, *, hidden: bool) -> list[dict[str, Any]]:
    order = world.other_order if hidden else make_order(world.users["client"]["client_id"])
    item = _foreign_item(world) if hidden else item_on(world)["id"]
    service = 5 if hidden else done(create_service.handler, world, "employee", name="Plan")["id"]
    found = [("Order", order), ("LineItem", item), ("Service", service)]
    found += [("Order", 5), ("LineItem", 5)] if hidden else []
    return [{"sourceable_type": kind, "sourceable_id": id} for kind, id in found]


@pytest.mark.parametrize("hidden", [False, True], ids=["own", "hidden-or-missing"])
def test_a_source_has_to_be_there_and_the_callers(world: World, hidden: bool) -> None:
    on: dict[str, Any] = {"itemable_type": "Order", "itemable_id": world.order}
    id = item_on(world)["id"]
    for source in _sources(world, hidden=hidden):
        answers = {
            "": [ask(create.handler, world, **on, **source), ask(update.handler, world, id=id, **source)],
            "line_items[0].": [ask(bulk_create.handler, world, line_items=[{**on, **source}])],
        }
        for prefix, found in answers.items():
            for answer in found:
                if hidden:
                    assert faulty_params(answer) == {f"{prefix}sourceable_id"}, source
                else:
                    assert answer[0] == 200, answer


def test_an_update_names_a_source_that_is_not_the_callers_together_with_what_else_is_wrong(world: World) -> None:
    source: dict[str, Any] = {"sourceable_type": "LineItem", "sourceable_id": _foreign_item(world)}
    answer = ask(update.handler, world, id=item_on(world)["id"], if_updated_at="2020-01-01T00:00:00Z", **source)
    assert faulty_params(answer) == {"sourceable_id", "if_updated_at"}


def _source(world: World) -> dict[str, Any]:
    return {"sourceable_type": "LineItem", "sourceable_id": item_on(world)["id"]}


def test_a_source_is_taken_away_by_clearing_both_of_its_params(world: World) -> None:
    source = _source(world)
    made = item_on(world, **source)
    changed = done(update.handler, world, id=made["id"], sourceable_type=None, sourceable_id=None)
    assert changed.keys() == made.keys() - source.keys()


@pytest.mark.parametrize(
    ("left", "taken"), [("sourceable_type", "sourceable_id"), ("sourceable_id", "sourceable_type")]
)
def test_half_a_source_can_not_be_taken_away(world: World, left: str, taken: str) -> None:
    made = item_on(world, **_source(world))
    half: dict[str, Any] = {taken: None}
    code, body = ask(update.handler, world, id=made["id"], **half)
    assert (code, body["status"]) == (400, "missing-param")
    assert taken in {fault["param"] for fault in body["errors"]}
    assert done(read.handler, world, id=made["id"]) == made


@pytest.mark.parametrize("empty", ["sourceable_type", "sourceable_id"])
def test_a_new_line_item_without_a_source_may_say_so_by_half(world: World, empty: str) -> None:
    """A caller that sends every param that it has, empty ones as null, has not given half a source."""
    half: dict[str, Any] = {empty: None}
    assert not item_on(world, **half).keys() & {"sourceable_type", "sourceable_id"}


def test_a_change_that_comes_too_late_says_what_it_missed(world: World) -> None:
    made = item_on(world)
    body = ask(update.handler, world, id=made["id"], quantity=2, if_updated_at="2020-01-01T00:00:00Z")[1]
    assert [(fault["param"], fault["message"]) for fault in body["errors"]] == [
        (
            "if_updated_at",
            f"is not when this was last updated, which is {made['updated_at']}: read it again, then change it",
        )
    ]
