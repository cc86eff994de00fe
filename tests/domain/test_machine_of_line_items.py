"""Line items in whatever order they are added, changed, moved and removed: a simple model says what everybody sees."""

from dataclasses import dataclass
from typing import Any, cast

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from domain.asking import ask, done, faulty_params
from domain.wholeness import assert_whole
from domain.world import World, build_world
from line_items import bulk_create, create, delete, update
from line_items import index as index_items
from line_items import read as read_item
from orders import read as read_order
from orders import update as update_order

CALLERS = ("client", "other_client", "employee", "liaison")
CLIENTS = ("client", "other_client")
KEYS = st.sampled_from([None, "a", "b", "\u00e9"])
QUANTITIES = st.sampled_from([None, 0, 1, 3])
GUARDS = st.sampled_from(["", "now", "old"])
ORDERS = st.sampled_from([0, 1])
COMPANY_OF_THE_LIAISON = "client"


@dataclass
class Known:
    """A line item as the model has it: what it holds, and with which params it was made (none after a move)."""

    id: int
    order: int
    holds: dict[str, Any]
    made_of: dict[str, Any] | None
    first: dict[str, Any]


class LineItems(RuleBasedStateMachine):
    """Two orders, at first of two clients. An employee changes whose they are; everybody adds, changes and removes."""

    def __init__(self, tables: Any) -> None:
        super().__init__()
        self.tables = tables
        self.world: World
        self.known: dict[int, Known] = {}

    @initialize()
    def build(self) -> None:
        self.world = build_world()
        self.orders = [self.world.order, self.world.other_order]
        self.owners = ["client", "other_client"]

    def _sees(self, as_: str, order: int) -> bool:
        owner = self.owners[order]
        return as_ == "employee" or owner == (COMPANY_OF_THE_LIAISON if as_ == "liaison" else as_)

    def _with(self, order: int, key: str | None) -> Known | None:
        found = (item for item in self.known.values() if item.order == order and item.holds.get("key") == key)
        return next(found, None) if key is not None else None

    def _params(self, order: int, **values: Any) -> dict[str, Any]:
        given = {name: value for name, value in values.items() if value is not None}
        return {"itemable_type": "Order", "itemable_id": self.orders[order], **given}

    def _keep(self, order: int, params: dict[str, Any], data: dict[str, Any]) -> None:
        assert data["id"] not in self.known
        assert {**data, **params} == data
        self.known[data["id"]] = Known(data["id"], order, data, params, data)

    @rule(as_=st.sampled_from(CALLERS), order=ORDERS, key=KEYS, quantity=QUANTITIES)
    def add(self, as_: str, order: int, key: str | None, quantity: int | None) -> None:
        params = self._params(order, key=key, quantity=quantity)
        answer = ask(create.handler, self.world, as_, **params)
        before = self._with(order, key)
        if not self._sees(as_, order):
            assert faulty_params(answer) == {"itemable_id"}
        elif before is None:
            assert answer[0] == 200, answer
            self._keep(order, params, answer[1]["data"])
        elif before.made_of == params:
            assert (answer[0], answer[1].get("data")) == (200, before.first)
        else:
            assert faulty_params(answer) == {"key"}

    @rule(as_=st.sampled_from(CALLERS), elements=st.lists(st.tuples(ORDERS, KEYS, QUANTITIES), min_size=1, max_size=3))
    def add_many(self, as_: str, elements: list[tuple[int, str | None, int | None]]) -> None:
        sent = [self._params(order, key=key, quantity=quantity) for order, key, quantity in elements]
        before = [self._with(order, key) for order, key, _ in elements]
        places = [(order, key) for order, key, _ in elements]
        wrong = set()
        for i, (order, key, _) in enumerate(elements):
            twice = key is not None and places.count((order, key)) > 1
            known = before[i]
            if not self._sees(as_, order):
                wrong.add(f"line_items[{i}].itemable_id")
            elif known is not None and known.made_of != sent[i]:
                wrong.add(f"line_items[{i}].key")
            if twice:
                wrong.add(f"line_items[{i}].key")
        answer = ask(bulk_create.handler, self.world, as_, line_items=sent)
        if wrong:
            assert faulty_params(answer) == wrong
            return
        assert answer[0] == 200, answer
        for i, data in enumerate(answer[1]["data"]["line_items"]):
            known = before[i]
            if known is None:
                self._keep(elements[i][0], sent[i], data)
            else:
                assert data == known.first

    @precondition(lambda self: self.known)
    @rule(data=st.data(), as_=st.sampled_from(CALLERS), quantity=QUANTITIES, guarded=GUARDS)
    def change(self, data: Any, as_: str, quantity: int | None, guarded: str) -> None:
        item = self._draw(data)
        guards = {"": None, "now": item.holds["updated_at"], "old": "2026-01-01T00:00:00Z"}
        params = {"quantity": quantity, **({"if_updated_at": guards[guarded]} if guarded else {})}
        answer = ask(update.handler, self.world, as_, id=item.id, **params)
        if not self._sees(as_, item.order):
            assert faulty_params(answer) == {"id"}
        elif guarded == "old":
            assert faulty_params(answer) == {"if_updated_at"}
        else:
            self._is_now(item, answer, quantity=quantity)

    @precondition(lambda self: self.known)
    @rule(data=st.data(), as_=st.sampled_from(CALLERS), key=KEYS)
    def move_by_key(self, data: Any, as_: str, key: str | None) -> None:
        item = self._draw(data)
        answer = ask(update.handler, self.world, as_, id=item.id, key=key)
        other = self._with(item.order, key)
        if not self._sees(as_, item.order):
            assert faulty_params(answer) == {"id"}
        elif other not in (None, item):
            assert faulty_params(answer) == {"key"}
        else:
            moves = item.holds.get("key") != key
            self._is_now(item, answer, key=key)
            item.made_of = None if moves else item.made_of

    @precondition(lambda self: self.known)
    @rule(data=st.data(), as_=st.sampled_from(CALLERS), order=ORDERS)
    def move_by_order(self, data: Any, as_: str, order: int) -> None:
        item = self._draw(data)
        answer = ask(update.handler, self.world, as_, id=item.id, **self._params(order))
        if not self._sees(as_, item.order):
            assert faulty_params(answer) == {"id"}
        elif not self._sees(as_, order):
            assert faulty_params(answer) == {"itemable_id"}
        elif self._with(order, item.holds.get("key")) not in (None, item):
            assert faulty_params(answer) == {"key"}
        else:
            moves = item.order != order
            self._is_now(item, answer, **self._params(order))
            item.order, item.made_of = order, None if moves else item.made_of

    @precondition(lambda self: self.known)
    @rule(data=st.data(), as_=st.sampled_from(CALLERS))
    def remove(self, data: Any, as_: str) -> None:
        item = self._draw(data)
        for again in (False, True):
            answer = ask(delete.handler, self.world, as_, id=item.id)
            if again or not self._sees(as_, item.order):
                assert faulty_params(answer) == {"id"}
            else:
                assert answer[0] == 200
                del self.known[item.id]

    @rule(order=ORDERS, owner=st.sampled_from(CLIENTS))
    def give_away(self, order: int, owner: str) -> None:
        client_id = self.world.users[owner]["client_id"]
        done(update_order.handler, self.world, "employee", id=self.orders[order], client_id=client_id)
        self.owners[order] = owner

    def _draw(self, data: Any) -> Known:
        return self.known[data.draw(st.sampled_from(sorted(self.known)))]

    def _is_now(self, item: Known, answer: tuple[int, dict[str, Any]], **changes: Any) -> None:
        assert answer[0] == 200, answer
        found = answer[1]["data"]
        changed = {name: value for name, value in {**item.holds, **changes}.items() if value is not None}
        assert found == {**changed, "updated_at": found["updated_at"]}
        item.holds = found

    @invariant()
    def everybody_sees_what_is_theirs(self) -> None:
        for as_ in CALLERS:
            wanted = [item.holds for item in self.known.values() if self._sees(as_, item.order)]
            found = done(index_items.handler, self.world, as_, count=True)
            assert found["line_items"] == sorted(wanted, key=lambda item: item["id"])
            assert found["count"] == len(wanted)

    @invariant()
    def nothing_is_left_behind(self) -> None:
        assert_whole(self.tables)

    def teardown(self) -> None:
        for as_ in CALLERS:
            for item in self.known.values():
                code, body = ask(read_item.handler, self.world, as_, id=item.id)
                assert (code == 200) == self._sees(as_, item.order)
                assert code == 400 or body["data"] == item.holds
        for order, id in enumerate(self.orders if self.known else []):
            totals = done(read_order.handler, self.world, "employee", id=id)["totals"]
            assert totals["count"] == sum(1 for item in self.known.values() if item.order == order)


def test_line_items_are_what_a_simple_model_says(tables: Any) -> None:
    run_state_machine_as_test(
        cast("Any", lambda: LineItems(tables)),
        settings=settings(
            max_examples=12,
            stateful_step_count=14,
            deadline=None,
            print_blob=True,
            database=None,
            suppress_health_check=list(HealthCheck),
            report_multiple_bugs=False,
            phases=[Phase.generate, Phase.shrink],
        ),
    )
