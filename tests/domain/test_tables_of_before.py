"""Tables that yesterday's code filled, in the hands of today's: everybody is let in, and everything goes on."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from domain import before
from domain.asking import SESSIONS, all_keys, ask, done, faulty_params, items, send
from domain.stream import bring
from domain.wholeness import assert_whole
from domain.world import World
from line_items import create, delete, update
from line_items import index as index_items
from line_items import read as read_item
from notifications import index as index_notifications
from orders import index as index_orders
from orders import read as read_order
from orders import update as update_order
from plano import clock
from plano.domain.emails import delivery, mandrill
from plano.domain.emails.record import EmailMessage
from services import index as index_services
from sessions import create as create_session
from sessions import read as read_session

EVERYTHING = {
    "client": ({"of client"}, 7),
    "liaison": ({"of client"}, 7),
    "other_client": ({"of other_client", "relisting"}, 1),
    "accented_client": ({"of accented_client"}, 2),
    "accented_liaison": ({"of accented_client"}, 2),
    "employee": ({"of client", "of other_client", "of accented_client", "relisting"}, 12),
    "application": ({"of client", "of other_client", "of accented_client", "relisting"}, 12),
}
"""Whose orders are listed for whom, and how many line items. Those of the order on its way are listed for nobody."""


@pytest.fixture
def world(tables: Any) -> Iterator[World]:
    with clock.set_to(before.AN_HOUR_LATER):
        yield before.load(tables)


def _items_of(world: World, as_: str) -> list[dict[str, Any]]:
    return list(done(index_items.handler, world, as_, page={"size": 100})["line_items"])


def _finish(*images: dict[str, Any]) -> None:
    """Have events.finish see these records, as the stream brings them."""
    records = [
        {"dynamodb": {"Keys": {"pk": one["pk"], "sk": one["sk"]}, "NewImage": one, "SequenceNumber": str(number)}}
        for number, one in enumerate(images)
    ]
    bring(records)


def _marked() -> list[dict[str, Any]]:
    return [item for item in before.records("LineItem") if "deleted_at" in item or "moved_at" in item]


@pytest.mark.parametrize("name", before.PEOPLE)
def test_each_session_goes_on(world: World, tables: Any, name: str) -> None:
    code, body = ask(read_session.handler, world, name)
    is_let_in = name != "roleless"
    assert (code, body["status"]) == ((200, "action-successful") if is_let_in else (401, "client-required"))
    assert body["session"]["user"]["email"] == f"{name}@example.com"
    (session,) = [one for one in items(tables, SESSIONS) if one.get("id") == body["session"]["id"]]
    assert (session["used_at"] == clock.iso(before.AN_HOUR_LATER)) is is_let_in


@pytest.mark.parametrize("name", EVERYTHING)
def test_each_role_lists_and_reads_what_is_its_own(world: World, name: str) -> None:
    orders, count = EVERYTHING[name]
    found = done(index_orders.handler, world, name)["orders"]
    assert {order["key"] for order in found} == orders
    for order in found:
        assert done(read_order.handler, world, name, id=order["id"])["id"] == order["id"]
    listed = _items_of(world, name)
    assert len(listed) == count
    for item in listed:
        assert done(read_item.handler, world, name, id=item["id"]) == item


def test_nobody_sees_what_is_not_theirs(world: World) -> None:
    theirs = before.id_of("theirs")
    for name in ("client", "liaison", "accented_client", "accented_liaison"):
        assert faulty_params(ask(read_item.handler, world, name, id=theirs)) == {"id"}
        assert faulty_params(ask(read_order.handler, world, name, id=world.other_order)) == {"id"}


def test_the_liaison_of_a_company_typed_with_decomposed_accents_works_on_its_old_order(world: World) -> None:
    order = before.id_of("of accented_client", "Order")
    added = done(create.handler, world, "accented_liaison", itemable_type="Order", itemable_id=order, quantity=9)
    done(update.handler, world, "accented_liaison", id=before.id_of("accented"), quantity=10)
    done(update_order.handler, world, "accented_liaison", id=order, order_notes="Knock.")
    seen = {item["id"]: item.get("quantity") for item in _items_of(world, "accented_client")}
    assert (seen[added["id"]], seen[before.id_of("accented")], len(seen)) == (9, 10, 3)
    assert {item["id"] for item in _items_of(world, "accented_liaison")} == set(seen)


def test_the_catalog_and_the_notifications_are_there(world: World) -> None:
    assert [one["name"] for one in done(index_services.handler, world)["services"]] == ["Floor plan"]
    found = done(index_notifications.handler, world, "employee")["notifications"]
    assert {one["status"] for one in found} == {"mandrill-email-failed", "application-crash"}


@pytest.mark.parametrize(
    ("key", "params"), [("with key", {"quantity": 2, "price": 19.99, "instructions": "With care."}), ("updated", {})]
)
def test_a_line_item_that_comes_again_is_answered_as_at_first(world: World, key: str, params: dict[str, Any]) -> None:
    (service,) = before.records("Service")
    more: dict[str, Any] = {**params, "service_id": int(service["id"]["N"])} if params else {"quantity": 1}
    item: dict[str, Any] = {"itemable_type": "Order", "itemable_id": world.order, "key": key}
    again = done(create.handler, world, **item, **more)
    assert (again["id"], again["quantity"]) == (before.id_of(key), more["quantity"])
    assert again["updated_at"] == again["created_at"]
    assert faulty_params(ask(create.handler, world, **item, **{**more, "quantity": 77})) == {"key"}


def test_a_place_that_was_marked_is_free(world: World) -> None:
    for key in ("marked deleted", "marked moved"):
        made = done(create.handler, world, itemable_type="Order", itemable_id=world.order, key=key)
        assert done(read_item.handler, world, id=made["id"])["key"] == key


@pytest.mark.parametrize("key", ["with key", "updated", "moved", "of filemaker", "with source"])
def test_an_old_line_item_is_changed_moved_and_removed(world: World, tables: Any, key: str) -> None:
    id, there = before.id_of(key), all_keys(tables)
    assert done(update.handler, world, id=id, instructions="Slowly.")["instructions"] == "Slowly."
    moved = done(update.handler, world, id=id, key=f"{key}, moved again")
    assert moved == done(read_item.handler, world, id=id)
    assert moved["instructions"] == "Slowly."
    _finish(*_marked())
    done(update_order.handler, world, "employee", id=world.order, order_notes=None)
    assert done(delete.handler, world, id=id) == {"id": id}
    assert faulty_params(ask(read_item.handler, world, id=id)) == {"id"}
    gone = {(f"LineItem#{id}", "LineItem"), (f"Order#{world.order}", f"Lk{key}")}
    marked = {(one["pk"]["S"], one["sk"]["S"]) for one in _marked()}
    assert there - all_keys(tables) == gone | marked


def test_an_old_order_goes_to_another_client_with_its_line_items(world: World) -> None:
    to = world.users["accented_client"]["client_id"]
    done(update_order.handler, world, "employee", id=world.order, client_id=to)
    assert len(_items_of(world, "accented_liaison")) == 9
    assert _items_of(world, "client") == []


def test_what_killed_functions_left_is_finished(world: World, tables: Any) -> None:
    marked = _marked()
    assert {"deleted_at", "moved_at"} <= {name for item in marked for name in item}
    _finish(*marked, before.with_key("relisting", "Order"))
    for item in marked:
        assert before.stored(tables, item["pk"]["S"], item["sk"]["S"]) is None
    order = before.id_of("relisting", "Order")
    assert "relisting" not in (before.stored(tables, f"Order#{order}", "Order") or {})
    assert len(_items_of(world, "other_client")) == 3
    assert len(_items_of(world, "client")) == 7
    assert_whole(tables)


def test_the_waiting_email_goes_out_and_its_notification_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    (email,) = before.records("EmailMessage")
    sent: list[str] = []

    def send_it(one: EmailMessage) -> str:
        sent.append(one.to_email)
        return "mandrill-1"

    monkeypatch.setattr(mandrill, "send", send_it)
    for _ in range(2):
        delivery.deliver(int(email["id"]["N"]))
    assert sent == ["client@example.com"]
    found = done(index_notifications.handler, world, "employee")["notifications"]
    (notified,) = [one["email"] for one in found if "email" in one]
    assert notified["delivered_at"] == clock.iso(before.AN_HOUR_LATER)


@pytest.mark.parametrize(
    ("minutes", "email", "status"),
    [
        (0, "login@example.com", "too-many-requests"),
        (14, "login@example.com", "too-many-requests"),
        (60, "login@example.com", "email-not-found"),
        (0, "broken-off@example.com", "email-not-found"),
    ],
)
def test_failures_that_were_counted_count_for_fifteen_minutes(
    world: World, tables: Any, minutes: int, email: str, status: str
) -> None:
    with clock.set_to(before.DUMPED + timedelta(minutes=minutes)):
        params = {"email": email, "password": "not the password", "application": "planoorder"}
        assert send(create_session.handler, params)["status"] == status
    counters = [item for item in items(tables) if item["pk"].startswith("Limit#LoginsOfEmail#")]
    assert len(counters) == 2
