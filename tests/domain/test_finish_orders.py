"""events.finish: an order that went to another client is listed for it to its end, whatever came in between."""

from typing import Any

import pytest

from domain.asking import RECORDS, done, item_on, record_of
from domain.faults import WRITES, Faults
from domain.giving import client_of, give_to, many
from domain.stream import finish_what_is_left
from domain.wholeness import assert_whole
from domain.world import APPLICATIONS, World, build_world, grant, login, new_user
from line_items import delete
from line_items import index as index_items
from plano.domain.callers import CLIENT
from plano.domain.line_items import relist
from plano.store.values import to_item


@pytest.fixture
def world(tables: Any, monkeypatch: pytest.MonkeyPatch) -> World:
    """Listings of four at once: moto copies all tables for each transaction, and takes minutes for hundreds."""
    monkeypatch.setattr(relist, "_AT_ONCE", 4)
    return build_world()


def _listed(world: World, as_: str) -> int:
    return int(done(index_items.handler, world, as_, count=True)["count"])


def _third(world: World) -> int:
    user = grant(new_user("third@example.com", None), CLIENT, APPLICATIONS, company="Third Houses")
    world.tokens["third"] = login(user)
    return int(user["client_id"])


@pytest.mark.parametrize("count", [1, 4, 10])
@pytest.mark.parametrize("killed_at", [0, 1], ids=["before-the-listing", "in-the-listing"])
def test_an_order_whose_change_of_client_was_killed_is_listed_to_its_end(
    world: World, tables: Any, faults: Faults, count: int, killed_at: int
) -> None:
    many(world, count)
    with faults.killed(carried_out=True, skip=killed_at):
        give_to(world, client_of(world))
    assert record_of(tables, "Order", world.order)["relisting"] is True
    finish_what_is_left(tables)
    assert (_listed(world, "client"), _listed(world, "other_client")) == (0, count)
    assert_whole(tables)


def test_a_listing_longer_than_one_transaction_is_left_to_the_stream(world: World, tables: Any) -> None:
    many(world, 5)
    give_to(world, client_of(world))
    assert record_of(tables, "Order", world.order)["relisting"] is True
    finish_what_is_left(tables)
    assert _listed(world, "other_client") == 5
    assert_whole(tables)


@pytest.mark.parametrize("skip", [0, 1, 2, 3])
def test_an_order_that_goes_on_to_a_third_client_meanwhile_ends_with_that_one(
    world: World, tables: Any, faults: Faults, skip: int
) -> None:
    third = _third(world)
    many(world, 10)
    with faults.killed(carried_out=True):
        give_to(world, client_of(world))
    faults.meanwhile(lambda: give_to(world, third), skip=skip)
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
    many(world, 3)
    with faults.killed(carried_out=True):
        give_to(world, client_of(world))
    faults.meanwhile(lambda: give_to(world, third))  # which lists all of them by itself
    finish_what_is_left(tables)
    assert faults.are_over()
    assert [_listed(world, name) for name in ("client", "other_client", "third")] == [0, 0, 3]
    assert_whole(tables)


def test_line_items_that_are_removed_or_added_while_it_lists_do_not_hold_it_up(
    world: World, tables: Any, faults: Faults
) -> None:
    removed = item_on(world)["id"]
    many(world, 3)
    with faults.killed(carried_out=True):
        give_to(world, client_of(world))
    faults.meanwhile(lambda: done(delete.handler, world, "employee", id=removed))
    faults.meanwhile(lambda: item_on(world, "employee"))
    finish_what_is_left(tables)
    assert _listed(world, "other_client") == 4
    assert_whole(tables)


def test_an_order_that_is_gone_holds_up_nothing(world: World, tables: Any) -> None:
    many(world, 5)
    give_to(world, client_of(world))
    tables.delete_item(TableName=RECORDS, Key=to_item({"pk": f"Order#{world.order}", "sk": "Order"}))
    finish_what_is_left(tables)


def test_a_mark_that_goes_away_while_the_order_goes_on_is_made_anew(world: World, tables: Any, faults: Faults) -> None:
    third = _third(world)
    many(world, 5)
    give_to(world, client_of(world))
    assert record_of(tables, "Order", world.order)["relisting"] is True
    faults.meanwhile(lambda: finish_what_is_left(tables))
    give_to(world, third)
    assert faults.are_over()
    finish_what_is_left(tables)
    assert [_listed(world, name) for name in ("client", "other_client", "third")] == [0, 0, 5]


def test_an_order_that_is_written_is_answered_though_its_listing_fails(
    world: World, tables: Any, faults: Faults
) -> None:
    many(world, 3)
    with faults.outage(WRITES, carried_out=False, skip=1):
        give_to(world, client_of(world))
    finish_what_is_left(tables)
    assert [_listed(world, name) for name in ("client", "other_client")] == [0, 3]
