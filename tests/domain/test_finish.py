"""events.finish: what a killed function has left is finished by the table's stream, and what is done stays as it is."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.asking import RECORDS, all_keys, done, item_on, record_of
from domain.faults import READS, WRITES, Faults
from domain.stream import bring, changes_for, finish_what_is_left
from domain.wholeness import assert_whole
from domain.world import APPLICATIONS, World, build_world, grant, login, new_user
from line_items import bulk_create, create, delete, update
from line_items import index as index_items
from line_items import read as read_item
from orders import update as update_order
from plano.domain.callers import CLIENT
from plano.domain.line_items import relist
from plano.store import queue
from plano.store.client import StoreUnavailable
from plano.store.services import ServiceUnavailable
from plano.store.values import to_item


@pytest.fixture
def world(tables: Any, monkeypatch: pytest.MonkeyPatch) -> World:
    """Listings of four at once: moto copies all tables for each transaction, and takes minutes for hundreds."""
    monkeypatch.setattr(relist, "_AT_ONCE", 4)
    return build_world()


def _give_to(world: World, client_id: int) -> None:
    done(update_order.handler, world, "employee", id=world.order, client_id=client_id)


def _of(world: World, name: str = "other_client") -> int:
    return int(world.users[name]["client_id"])


def _listed(world: World, as_: str) -> int:
    return int(done(index_items.handler, world, as_, count=True)["count"])


def _many(world: World, count: int) -> None:
    element = {"itemable_type": "Order", "itemable_id": world.order}
    for start in range(0, count, 45):
        done(bulk_create.handler, world, line_items=[element] * min(45, count - start))


def _third(world: World) -> int:
    user = grant(new_user("third@example.com", None), CLIENT, APPLICATIONS, company="Third Houses")
    world.tokens["third"] = login(user)
    return int(user["client_id"])


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


@pytest.mark.parametrize("count", [1, 4, 10])
@pytest.mark.parametrize("killed_at", [0, 1], ids=["before-the-listing", "in-the-listing"])
def test_an_order_whose_change_of_client_was_killed_is_listed_to_its_end(
    world: World, tables: Any, faults: Faults, count: int, killed_at: int
) -> None:
    _many(world, count)
    with faults.killed(carried_out=True, skip=killed_at):
        _give_to(world, _of(world))
    assert record_of(tables, "Order", world.order)["relisting"] is True
    finish_what_is_left(tables)
    assert (_listed(world, "client"), _listed(world, "other_client")) == (0, count)
    assert_whole(tables)


def test_a_listing_longer_than_one_transaction_is_left_to_the_stream(world: World, tables: Any) -> None:
    _many(world, 5)
    _give_to(world, _of(world))
    assert record_of(tables, "Order", world.order)["relisting"] is True
    finish_what_is_left(tables)
    assert _listed(world, "other_client") == 5
    assert_whole(tables)


@pytest.mark.parametrize("skip", [0, 1, 2, 3])
def test_an_order_that_goes_on_to_a_third_client_meanwhile_ends_with_that_one(
    world: World, tables: Any, faults: Faults, skip: int
) -> None:
    third = _third(world)
    _many(world, 10)
    with faults.killed(carried_out=True):
        _give_to(world, _of(world))
    faults.meanwhile(lambda: _give_to(world, third), skip=skip)
    finish_what_is_left(tables)
    assert faults.are_over()
    finish_what_is_left(tables)  # the change to the third client has come through the stream by now
    listed = [_listed(world, name) for name in ("client", "other_client", "third")]
    assert listed == [0, 0, 10]
    assert_whole(tables)


def test_a_listing_for_a_client_that_is_the_order_s_no_more_writes_nothing(
    world: World, tables: Any, faults: Faults
) -> None:
    third = _third(world)
    _many(world, 3)
    with faults.killed(carried_out=True):
        _give_to(world, _of(world))
    faults.meanwhile(lambda: _give_to(world, third))  # which lists all of them by itself
    finish_what_is_left(tables)
    assert faults.are_over()
    assert [_listed(world, name) for name in ("client", "other_client", "third")] == [0, 0, 3]
    assert_whole(tables)


@pytest.mark.parametrize("carried_out", [True, False], ids=["after", "before"])
@pytest.mark.parametrize("killed_at", range(3))
def test_a_bulk_that_is_killed_leaves_all_of_it_or_nothing(
    world: World, tables: Any, faults: Faults, killed_at: int, *, carried_out: bool
) -> None:
    before = all_keys(tables)
    with faults.killed(carried_out=carried_out, skip=killed_at):
        _many(world, 3)
    assert len(all_keys(tables) - before) in {0, 6}
    assert_whole(tables)


def test_line_items_that_are_removed_or_added_while_it_lists_do_not_hold_it_up(
    world: World, tables: Any, faults: Faults
) -> None:
    removed = item_on(world)["id"]
    _many(world, 3)
    with faults.killed(carried_out=True):
        _give_to(world, _of(world))
    faults.meanwhile(lambda: done(delete.handler, world, "employee", id=removed))
    faults.meanwhile(lambda: item_on(world, "employee"))
    finish_what_is_left(tables)
    assert _listed(world, "other_client") == 4
    assert_whole(tables)


def test_what_is_done_already_is_done_twice_without_harm(world: World, tables: Any) -> None:
    kept, removed = item_on(world, key="kept"), item_on(world, key="removed")["id"]
    done(update.handler, world, id=kept["id"], key="moved")
    done(delete.handler, world, id=removed)
    _give_to(world, _of(world))
    _give_to(world, _of(world, "client"))
    before = {key: record_of_place(tables, world, key[1]) for key in all_keys(tables)}
    for _ in range(2):
        finish_what_is_left(tables)
    assert {key: record_of_place(tables, world, key[1]) for key in all_keys(tables)} == before
    assert_whole(tables)


def test_an_order_that_is_gone_holds_up_nothing(world: World, tables: Any) -> None:
    _many(world, 5)
    _give_to(world, _of(world))
    tables.delete_item(TableName=RECORDS, Key=to_item({"pk": f"Order#{world.order}", "sk": "Order"}))
    finish_what_is_left(tables)


def _removal(world: World) -> None:
    done(delete.handler, world, id=item_on(world)["id"])


def _change_of_client(world: World) -> None:
    item_on(world)
    _give_to(world, _of(world))


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


def test_a_mark_that_goes_away_while_the_order_goes_on_is_made_anew(world: World, tables: Any, faults: Faults) -> None:
    third = _third(world)
    _many(world, 5)
    _give_to(world, _of(world))
    assert record_of(tables, "Order", world.order)["relisting"] is True
    faults.meanwhile(lambda: finish_what_is_left(tables))
    _give_to(world, third)
    assert faults.are_over()
    finish_what_is_left(tables)
    assert [_listed(world, name) for name in ("client", "other_client", "third")] == [0, 0, 5]


def test_an_order_that_is_written_is_answered_though_its_listing_fails(
    world: World, tables: Any, faults: Faults
) -> None:
    _many(world, 3)
    with faults.outage(WRITES, carried_out=False, skip=1):
        _give_to(world, _of(world))
    finish_what_is_left(tables)
    assert [_listed(world, name) for name in ("client", "other_client")] == [0, 3]


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
