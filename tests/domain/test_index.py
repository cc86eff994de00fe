"""The routes called index: each sees its own, in the order asked for, on whatever pages."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.world import World, build_world, call, make_order
from line_items import create, delete, index, update
from orders import index as index_orders
from orders import update as update_order
from plano import clock

WEDNESDAY = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.fixture
def world(tables: Any) -> World:
    with clock.set_to(WEDNESDAY - timedelta(hours=60)):
        return build_world()


@pytest.fixture(autouse=True)
def _on_wednesday() -> Iterator[None]:
    with clock.set_to(WEDNESDAY):
        yield


def _ask(handler: Any, world: World, as_: str = "employee", **params: Any) -> tuple[int, dict[str, Any]]:
    return call(handler, {"token": world.tokens[as_], **params})


def _listed(handler: Any, world: World, as_: str = "employee", **params: Any) -> dict[str, Any]:
    code, body = _ask(handler, world, as_, **params)
    assert code == 200, body
    return dict(body["data"])


def _make(world: World, order: int, **params: Any) -> int:
    code, body = _ask(create.handler, world, itemable_type="Order", itemable_id=order, **params)
    assert code == 200, body
    return int(body["data"]["id"])


def _ids(data: dict[str, Any], name: str = "line_items") -> list[int]:
    return [record["id"] for record in data[name]]


def _pages(world: World, as_: str, size: int, **params: Any) -> list[list[int]]:
    """The ids on each page, going on by cursor."""
    pages, page = [], {"size": size}
    while True:
        data = _listed(index.handler, world, as_, page=page, **params)
        pages.append(_ids(data))
        if "next_cursor" not in data:
            return pages
        page = {"size": size, "cursor": data["next_cursor"]}


@pytest.fixture
def items(world: World) -> dict[str, list[int]]:
    """Line items made in turns, on two orders of the client's and on one of somebody else's; a minute apart."""
    second = make_order(world.users["client"]["client_id"])
    orders = {"first": world.order, "second": second, "theirs": world.other_order}
    made: dict[str, list[int]] = {name: [] for name in orders}
    for minute in range(6):
        with clock.set_to(WEDNESDAY + timedelta(minutes=minute)):
            for name, order in orders.items():
                made[name].append(_make(world, order, key=f"k{minute}", quantity=minute))
    return made


def _all(items: dict[str, list[int]], *names: str) -> list[int]:
    return sorted(id for name in names for id in items[name])


def test_everybody_sees_their_own_on_pages_of_any_size(world: World, items: dict[str, list[int]]) -> None:
    own = {
        "client": _all(items, "first", "second"),
        "liaison": _all(items, "first", "second"),
        "other_client": items["theirs"],
        "employee": _all(items, "first", "second", "theirs"),
    }
    for as_, ascending in own.items():
        for order, wanted in (("asc", ascending), ("desc", ascending[::-1])):
            for size in (4, 6, 100):
                _pages_are(world, as_, wanted, size, sort={"by": "created_at", "order": order})
        assert _listed(index.handler, world, as_, count=True, page={"size": 1})["count"] == len(ascending)


def _pages_are(world: World, as_: str, wanted: list[int], size: int, **params: Any) -> None:
    pages = _pages(world, as_, size, **params)
    assert [id for page in pages for id in page] == wanted
    assert [len(page) for page in pages[:-1]] == [size] * (len(pages) - 1)
    for number, page in enumerate(pages, 1):
        assert _ids(_listed(index.handler, world, as_, page={"size": size, "number": number}, **params)) == page


def test_they_are_sorted_by_their_record_and_then_by_their_id(world: World, items: dict[str, list[int]]) -> None:
    on = {id: order_id for name, order_id in _orders(world, items).items() for id in items[name]}
    for as_, names in (("client", ("first", "second")), ("employee", ("first", "second", "theirs"))):
        for order in ("asc", "desc"):
            wanted = sorted(_all(items, *names), key=lambda found: (on[found], found), reverse=order == "desc")
            pages = _pages(world, as_, 4, sort={"by": "itemable_id", "order": order})
            assert [id for page in pages for id in page] == wanted


def _orders(world: World, items: dict[str, list[int]]) -> dict[str, int]:
    code, body = _ask(index.handler, world, search={"term": str(items["second"][0])})
    assert code == 200
    return {"first": world.order, "second": body["data"]["line_items"][0]["itemable_id"], "theirs": world.other_order}


def test_many_orders_without_line_items_make_a_short_page_that_goes_on(
    world: World, items: dict[str, list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plano.domain.line_items.by_itemable.FARTHEST", 1)
    pages = _pages(world, "employee", 100, sort={"by": "itemable_id"})
    assert len(pages) == 3
    assert sorted(id for page in pages for id in page) == _all(items, "first", "second", "theirs")
    far = {"number": 3, "size": 4}
    code, body = _ask(index.handler, world, sort={"by": "itemable_id"}, page=far)
    assert (code, [fault["param"] for fault in body["errors"]]) == (400, ["page.number"])


def test_one_record_s_line_items(world: World, items: dict[str, list[int]]) -> None:
    on = {"itemable_type": "Order", "itemable_id": world.order}
    assert [id for page in _pages(world, "client", 4, **on) for id in page] == items["first"]
    data = _listed(index.handler, world, "client", **on, sort={"order": "desc"}, count=True, view="minimal")
    assert _ids(data) == items["first"][::-1]
    assert data["count"] == 6
    assert set(data["line_items"][0]) == {"id", "itemable_type", "itemable_id", "key", "created_at", "updated_at"}


def test_a_record_that_is_not_the_caller_s_is_one_that_does_not_exist(world: World) -> None:
    told = [
        _ask(index.handler, world, "client", itemable_type="Order", itemable_id=id)[1]["errors"]
        for id in (world.other_order, 5)
    ]
    assert told[0] == told[1]
    assert told[0][0]["param"] == "itemable_id"


def test_periods_begin_at_midnight_utc_and_weeks_on_monday(world: World) -> None:
    made = {}
    for name, moment in {
        "now": WEDNESDAY,
        "midnight": datetime(2026, 7, 1, tzinfo=UTC),
        "yesterday": datetime(2026, 6, 30, 23, 59, 59, 999000, tzinfo=UTC),
        "monday": datetime(2026, 6, 29, tzinfo=UTC),
        "sunday": datetime(2026, 6, 28, 23, 59, 59, tzinfo=UTC),
        "new year": datetime(2026, 1, 1, tzinfo=UTC),
        "old year": datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC),
    }.items():
        with clock.set_to(moment):
            made[_make(world, world.order)] = name

    def seen(*filters: str) -> set[str]:
        data = _listed(index.handler, world, filters=list(filters), count=True)
        assert data["count"] == len(data["line_items"])
        return {made[id] for id in _ids(data)}

    assert seen("today") == {"now", "midnight"}
    assert seen("this_week") == {"now", "midnight", "yesterday", "monday"}
    assert seen("this_month") == {"now", "midnight"}
    assert seen("this_year") == set(made.values()) - {"old year"}
    assert seen("this_week", "this_month") == {"now", "midnight"}
    assert seen() == set(made.values())


def test_a_search_finds_ids_records_and_keys(world: World, items: dict[str, list[int]]) -> None:
    def found(as_: str, term: str, *attributes: str, **params: Any) -> list[int]:
        search = {"term": term, **({"attributes": list(attributes)} if attributes else {})}
        data = _listed(index.handler, world, as_, search=search, count=True, **params)
        assert data["count"] == len(data["line_items"])
        return _ids(data)

    one = items["first"][3]
    assert found("client", str(one)) == [one]
    assert found("client", str(one), "key", "itemable_id") == []
    assert found("other_client", str(one)) == []
    assert found("client", str(world.order)) == items["first"]
    assert found("other_client", str(world.order)) == []
    assert found("client", "k3") == sorted([items["first"][3], items["second"][3]])
    assert found("employee", "k3", "key") == sorted(items[name][3] for name in ("first", "second", "theirs"))
    assert found("client", "k3", itemable_type="Order", itemable_id=world.order) == [one]
    assert found("client", "k", "key") == found("client", "nothing") == found("client", "9" * 40) == []
    by_record = {"sort": {"by": "itemable_id", "order": "desc"}}
    assert set(found("client", "k3", **by_record)) == {items["first"][3], items["second"][3]}


def test_what_was_removed_or_moved_is_listed_no_more(world: World, items: dict[str, list[int]]) -> None:
    gone, moved = items["first"][0], items["first"][1]
    for handler, params in (
        (delete.handler, {"id": gone}),
        (update.handler, {"id": moved, "itemable_type": "Order", "itemable_id": world.other_order, "key": "moved"}),
        (update.handler, {"id": items["first"][2], "key": "other"}),
    ):
        _listed(handler, world, **params)
    on = {"itemable_type": "Order", "itemable_id": world.order}
    assert _ids(_listed(index.handler, world, "client", **on)) == items["first"][2:]
    assert _ids(_listed(index.handler, world, "other_client")) == sorted([moved, *items["theirs"]])
    assert _ids(_listed(index.handler, world, "client", search={"term": "k2"})) == [items["second"][2]]
    assert _ids(_listed(index.handler, world, "client", search={"term": "other"})) == [items["first"][2]]


def test_an_order_takes_its_line_items_along_to_another_client(world: World, items: dict[str, list[int]]) -> None:
    other = world.users["other_client"]["client_id"]
    assert _ask(update_order.handler, world, id=world.order, client_id=other)[0] == 200
    assert _ids(_listed(index.handler, world, "client")) == items["second"]
    assert _ids(_listed(index.handler, world, "liaison")) == items["second"]
    assert _ids(_listed(index.handler, world, "other_client")) == _all(items, "first", "theirs")
    assert _ids(_listed(index_orders.handler, world, "other_client"), "orders") == sorted(
        [world.order, world.other_order]
    )


def test_a_cursor_is_good_for_its_own_query_only(world: World, items: dict[str, list[int]]) -> None:
    cursor = _listed(index.handler, world, "client", page={"size": 2})["next_cursor"]
    others: list[tuple[str, dict[str, Any]]] = [
        ("employee", {}),
        ("other_client", {}),
        ("client", {"sort": {"order": "desc"}}),
        ("client", {"filters": ["today"]}),
        ("client", {"search": {"term": "k1"}}),
        ("client", {"itemable_type": "Order", "itemable_id": world.order}),
    ]
    for as_, params in others:
        assert _ask(index.handler, world, as_, page={"cursor": cursor}, **params)[0] == 400
    for position in range(len(cursor)):
        letter = "A" if cursor[position] != "A" else "B"
        tampered = cursor[:position] + letter + cursor[position + 1 :]
        code, body = _ask(index.handler, world, "client", page={"cursor": tampered})
        assert code == 400 or _ids(body["data"]) == _ids(
            _listed(index.handler, world, "client", page={"cursor": cursor})
        )
    assert _ask(index_orders.handler, world, "client", page={"cursor": cursor})[0] == 400
    assert _ask(index.handler, world, "client", page={"cursor": cursor, "number": 2})[0] == 400
    assert len(_ids(_listed(index.handler, world, "client", page={"cursor": cursor, "size": 5}))) == 5
