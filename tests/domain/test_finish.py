"""events.finish: what a killed function has left is finished by the table's stream, and what is done stays as it is."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.asking import RECORDS, all_keys, done, item_on
from domain.faults import READS, WRITES, Faults
from domain.giving import client_of, give_to, many
from domain.stream import bring, changes_for, finish_what_is_left
from domain.wholeness import assert_whole
from domain.world import World, build_world
from line_items import create, delete, update
from line_items import read as read_item
from orders import update as update_order
from plano.store import queue
from plano.store.client import StoreUnavailable
from plano.store.services import ServiceUnavailable
from plano.store.values import to_item


@pytest.fixture
def world(tables: Any) -> World:
    return build_world()


def test_a_line_item_whose_removal_was_killed_is_removed(world: World, tables: Any, faults: Faults) -> None:
    before = all_keys(tables)
    id = item_on(world, key="k")["id"]
    with faults.killed(carried_out=True):
        done(delete.handler, world, id=id)
    assert all_keys(tables) - before == {(f"Order#{world.order}", "Lkk")}
    finish_what_is_left(tables)
    assert all_keys(tables) == before


def test_a_place_that_a_killed_move_left_is_removed(world: World, tables: Any, faults: Faults) -> None:
    id = item_on(world, key="k")["id"]
    with faults.killed(carried_out=True):
        done(update.handler, world, id=id, key="other")
    assert record_of_place(tables, world, "Lkk")["moved_at"]
    finish_what_is_left(tables)
    assert done(read_item.handler, world, id=id)["key"] == "other"
    assert_whole(tables)


def record_of_place(tables: Any, world: World, sk: str) -> dict[str, Any]:
    """What stands in a place on the client's order, as DynamoDB holds it."""
    key = {"pk": {"S": f"Order#{world.order}"}, "sk": {"S": sk}}
    found: dict[str, Any] = tables.get_item(TableName=RECORDS, Key=key).get("Item", {})
    return found


def test_what_took_the_place_of_a_marked_line_item_stays(world: World, tables: Any, faults: Faults) -> None:
    id = item_on(world, key="k")["id"]
    with faults.killed(carried_out=True):
        done(delete.handler, world, id=id)
    there = item_on(world, key="k", quantity=2)
    finish_what_is_left(tables)
    assert done(read_item.handler, world, id=there["id"]) == there
    assert_whole(tables)


@pytest.mark.parametrize("carried_out", [True, False], ids=["after", "before"])
@pytest.mark.parametrize("killed_at", range(3))
def test_a_bulk_that_is_killed_leaves_all_of_it_or_nothing(
    world: World, tables: Any, faults: Faults, killed_at: int, *, carried_out: bool
) -> None:
    before = all_keys(tables)
    with faults.killed(carried_out=carried_out, skip=killed_at):
        many(world, 3)
    assert len(all_keys(tables) - before) in {0, 6}
    assert_whole(tables)


def test_what_is_done_already_is_done_twice_without_harm(world: World, tables: Any) -> None:
    kept, removed = item_on(world, key="kept"), item_on(world, key="removed")["id"]
    done(update.handler, world, id=kept["id"], key="moved")
    done(delete.handler, world, id=removed)
    give_to(world, client_of(world))
    give_to(world, client_of(world, "client"))
    before = {key: record_of_place(tables, world, key[1]) for key in all_keys(tables)}
    for _ in range(2):
        finish_what_is_left(tables)
    assert {key: record_of_place(tables, world, key[1]) for key in all_keys(tables)} == before
    assert_whole(tables)


def _removal(world: World) -> None:
    done(delete.handler, world, id=item_on(world)["id"])


def _change_of_client(world: World) -> None:
    item_on(world)
    give_to(world, client_of(world))


@pytest.mark.parametrize(
    ("begun", "operations"), [(_removal, WRITES), (_change_of_client, READS), (_change_of_client, WRITES)]
)
def test_while_the_store_is_away_the_stream_has_to_bring_it_again(
    world: World, tables: Any, faults: Faults, begun: Callable[[World], None], operations: frozenset[str]
) -> None:
    with faults.killed(carried_out=True, skip=1):
        begun(world)
    changes = changes_for("EventsFinishFunction", tables)
    with faults.outage(operations, carried_out=False), pytest.raises(StoreUnavailable):
        bring(changes)
    bring(changes)
    assert_whole(tables)


def test_while_the_queue_is_away_the_stream_has_to_bring_it_again(
    world: World, tables: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise ServiceUnavailable("the queue is away")

    monkeypatch.setattr(queue, "send", away)
    with pytest.raises(ServiceUnavailable):
        bring([{"dynamodb": {"NewImage": None}}, {"no": "change"}])


def test_nothing_of_an_ordinary_change_comes_to_it(world: World, tables: Any) -> None:
    item = item_on(world, key="k")
    done(update.handler, world, id=item["id"], quantity=2)
    done(update_order.handler, world, id=world.order, order_notes="Ring.")
    done(create.handler, world, itemable_type="Order", itemable_id=world.order)
    assert changes_for("EventsFinishFunction", tables) == []


def _poisoned(change: dict[str, Any]) -> dict[str, Any]:
    """The change of a record that can't be read, whoever tries how often."""
    image = {name: value for name, value in change["dynamodb"]["NewImage"].items() if name != "version"}
    return {**change, "dynamodb": {**change["dynamodb"], "NewImage": image}}


def _three_removals_that_were_killed(world: World, tables: Any, faults: Faults) -> list[dict[str, Any]]:
    for key in ("a", "b", "c"):
        id = item_on(world, key=key)["id"]
        with faults.killed(carried_out=True):
            done(delete.handler, world, id=id)
    return changes_for("EventsFinishFunction", tables)


@pytest.mark.parametrize("poisoned", [[0], [1], [2], [0, 2]])
def test_a_change_that_cannot_be_read_is_put_aside_and_holds_up_nothing(
    world: World, tables: Any, faults: Faults, monkeypatch: pytest.MonkeyPatch, poisoned: list[int]
) -> None:
    letters: list[dict[str, Any]] = []
    monkeypatch.setattr(queue, "send", lambda _queue, letter: letters.append(letter))
    changes = _three_removals_that_were_killed(world, tables, faults)
    bring([_poisoned(change) if number in poisoned else change for number, change in enumerate(changes)])
    assert [number for number, key in enumerate("abc") if record_of_place(tables, world, f"Lk{key}")] == poisoned
    assert [letter["keys"] for letter in letters] == [
        {"pk": f"Order#{world.order}", "sk": f"Lk{'abc'[number]}"} for number in poisoned
    ]
    assert [letter["sequence_number"] for letter in letters] == [
        changes[number]["dynamodb"]["SequenceNumber"] for number in poisoned
    ]


def test_an_outage_after_the_first_change_brings_them_again(world: World, tables: Any, faults: Faults) -> None:
    changes = _three_removals_that_were_killed(world, tables, faults)
    with faults.outage(carried_out=False, skip=1), pytest.raises(StoreUnavailable):
        bring(changes)
    bring(changes)
    assert_whole(tables)


def test_a_leftover_that_the_stream_knows_no_more_is_finished_once_it_is_touched(
    world: World, tables: Any, faults: Faults
) -> None:
    before = all_keys(tables)
    id = item_on(world, key="k")["id"]
    with faults.killed(carried_out=True):
        done(delete.handler, world, id=id)
    known = len(changes_for("EventsFinishFunction", tables))
    tables.update_item(
        TableName=RECORDS,
        Key=to_item({"pk": f"Order#{world.order}", "sk": "Lkk"}),
        UpdateExpression="SET touched = :yes",
        ExpressionAttributeValues={":yes": {"BOOL": True}},
    )
    bring(changes_for("EventsFinishFunction", tables)[known:])
    assert all_keys(tables) == before
