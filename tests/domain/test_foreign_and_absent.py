"""What is somebody else's is told from what does not exist by nothing: neither by the answer nor by the work it took.

No clock is asked: it is counted what is read, and how much of it is decoded. A foreign record that was decoded before
it is known whose it is would take longer than none.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from domain.asking import ask, done
from domain.world import World, build_world
from line_items import bulk_create, create, delete, index, read, update
from orders import create as create_order
from orders import index as index_orders
from orders import read as read_order
from orders import update as update_order
from plano.store import values
from sessions import delete as delete_session
from sessions import index as index_sessions

ABSENT = 4711


@pytest.fixture
def world(tables: Any) -> World:
    return build_world()


class _Work:
    """How often DynamoDB was asked, and how many attributes of its answers were decoded."""

    def __init__(self, tables: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        self._count = {"calls": 0, "decoded": 0}
        usual = values.from_attribute

        def decode(attribute: Any) -> Any:
            self._count["decoded"] += 1
            return usual(attribute)

        def call(**_: Any) -> None:
            self._count["calls"] += 1

        monkeypatch.setattr(values, "from_attribute", decode)
        tables.meta.events.register("before-call.dynamodb", call)

    def of(self, action: Callable[[], Any]) -> tuple[Any, dict[str, int]]:
        """What the action answers, and what it took."""
        self._count |= {"calls": 0, "decoded": 0}
        return action(), dict(self._count)


@pytest.fixture
def work(tables: Any, monkeypatch: pytest.MonkeyPatch) -> _Work:
    return _Work(tables, monkeypatch)


def _order(world: World) -> int:
    return world.other_order


def _item(world: World) -> int:
    params = {"itemable_type": "Order", "itemable_id": world.other_order, "service_name": "Plan", "price": 1.5}
    return int(done(create.handler, world, "other_client", **params)["id"])


def _session(world: World) -> int:
    return int(done(index_sessions.handler, world, "other_client")["sessions"][0]["id"])


def _client(world: World) -> int:
    return int(world.users["other_client"]["client_id"])


def _own(world: World) -> dict[str, Any]:
    return {"itemable_type": "Order", "itemable_id": world.order}


def _search(id: int, attribute: str) -> dict[str, Any]:
    return {"search": {"term": f"{id:05}", "attributes": [attribute]}}


Params = Callable[[World, int], dict[str, Any]]
CASES: dict[str, tuple[Any, Callable[[World], int], Params]] = {
    "line_items.read": (read.handler, _item, lambda _, its: {"id": its}),
    "line_items.delete": (delete.handler, _item, lambda _, its: {"id": its}),
    "line_items.update": (update.handler, _item, lambda _, its: {"id": its, "quantity": 2}),
    "line_items.create-on": (create.handler, _order, lambda _, its: {"itemable_type": "Order", "itemable_id": its}),
    "line_items.create-from-order": (
        create.handler,
        _order,
        lambda world, its: {**_own(world), "sourceable_type": "Order", "sourceable_id": its},
    ),
    "line_items.create-from-item": (
        create.handler,
        _item,
        lambda world, its: {**_own(world), "sourceable_type": "LineItem", "sourceable_id": its},
    ),
    "line_items.bulk_create": (
        bulk_create.handler,
        _item,
        lambda world, its: {"line_items": [{**_own(world), "sourceable_type": "LineItem", "sourceable_id": its}] * 2},
    ),
    "line_items.index": (index.handler, _order, lambda _, its: {"itemable_type": "Order", "itemable_id": its}),
    "line_items.index-order": (index.handler, _order, lambda _, its: _search(its, "itemable_id")),
    "line_items.index-item": (index.handler, _item, lambda _, its: _search(its, "line_item_id")),
    "orders.read": (read_order.handler, _order, lambda _, its: {"id": its}),
    "orders.update": (update_order.handler, _order, lambda _, its: {"id": its, "order_notes": "Ring."}),
    "orders.index": (index_orders.handler, _order, lambda _, its: _search(its, "order_id")),
    "orders.create": (create_order.handler, _client, lambda _, its: {"client_id": its}),
    "sessions.delete": (delete_session.handler, _session, lambda _, its: {"id": its}),
}


@pytest.mark.parametrize("as_", ["client", "liaison"])
@pytest.mark.parametrize("case", CASES)
def test_a_foreign_record_takes_what_an_absent_one_takes(world: World, work: _Work, case: str, as_: str) -> None:
    handler, make, params = CASES[case]
    foreign = make(world)
    ask(handler, world, as_, **params(world, ABSENT))  # so that the registry is remembered
    theirs, none = (work.of(partial(ask, handler, world, as_, **params(world, its))) for its in (foreign, ABSENT))
    assert theirs == none
