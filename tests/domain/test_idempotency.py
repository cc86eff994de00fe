"""A request with an `Idempotency-Key` that comes again answers what it answered first, and does nothing."""

import json
from typing import Any

import pytest

from domain.asking import RECORDS, done, items
from domain.idempotency import EACH, WRITES, Sent, Write, application_token, on_order, state
from domain.wholeness import assert_whole
from domain.world import FUNCTIONS, World, build_world, login
from line_items import create as create_item
from line_items import delete as delete_item
from line_items import update as update_item
from orders import update as update_order
from plano.registry.discovery import declared


@pytest.fixture
def world(tables: Any) -> World:
    return build_world()


def test_every_route_that_writes_orders_services_or_line_items_takes_the_key_and_is_tried_here() -> None:
    records = {"orders", "services", "line_items"}
    writing = {route for route in declared(FUNCTIONS)[1] if route.action not in {"read", "index"}}
    taking = {route.name for route in writing if route.takes_idempotency_key}
    assert taking == {route.name for route in writing if route.service in records}
    assert taking == {write.handler.declaration.name for write in WRITES}


@EACH
def test_the_same_again_answers_the_same_and_does_nothing(world: World, tables: Any, write: Write) -> None:
    sent = write.on(world)
    first, before = sent.answer(), state(tables)
    assert not first.replayed
    for again in (sent.answer(), sent.answer()):
        assert (again.data, again.replayed) == (first.data, True)
    assert state(tables) == before
    assert_whole(tables)


@EACH
def test_the_key_with_other_params_is_an_invalid_param(world: World, tables: Any, write: Write) -> None:
    sent = write.on(world)
    first, before = sent.answer(), state(tables)
    refused = sent.again(**write.other).answer()
    assert (refused.faults, refused.replayed) == ({"idempotency-key"}, False)
    assert state(tables) == before
    assert sent.answer().data == first.data


@EACH
def test_another_login_of_the_same_user_is_the_same_caller(world: World, tables: Any, write: Write) -> None:
    sent = write.on(world)
    first = sent.answer()
    token = login(world.users[write.as_])
    before = state(tables)
    again = sent.by(token).again(session_view="minimal").answer()
    assert (again.data, again.replayed) == (first.data, True)
    assert set(again.body["session"]) == {"id", "application", "expires_at"}
    assert state(tables) == before


@EACH
def test_another_caller_with_the_same_key_is_independent(world: World, tables: Any, write: Write) -> None:
    mine = write.on(world)
    theirs = mine.by(application_token())
    mine.answer()
    theirs_first = theirs.answer()
    assert theirs_first.replayed == (write.name == "item-with-key")  # the line item's own key is nobody's
    before = state(tables)
    assert mine.answer().replayed
    theirs_again = theirs.answer()
    assert (theirs_again.code, theirs_again.body.get("data")) == (theirs_first.code, theirs_first.body.get("data"))
    assert theirs_again.replayed == (theirs_first.code == 200)
    assert state(tables) == before


@EACH
def test_an_application_repeats_as_a_user_does(world: World, tables: Any, write: Write) -> None:
    sent = write.on(world).by(application_token())
    if write.name == "order":
        sent = sent.again(client_id=world.users["client"]["client_id"])
    first, before = sent.answer(), state(tables)
    again = sent.answer()
    assert (again.data, again.replayed) == (first.data, True)
    assert state(tables) == before


@EACH
def test_what_was_changed_since_does_not_change_the_first_answer(world: World, write: Write) -> None:
    sent = write.on(world)
    first = sent.answer()
    if "line_items" in sent.handler.declaration.name and write.name != "removal":
        made = first.data.get("line_items", [first.data])
        done(update_item.handler, world, "employee", id=made[0]["id"], quantity=9)
        assert sent.answer().data == first.data
        done(update_item.handler, world, "employee", id=made[0]["id"], key="moved")
        assert sent.answer().data == first.data
        done(delete_item.handler, world, "employee", id=made[0]["id"])
    elif "orders" in sent.handler.declaration.name:
        done(update_order.handler, world, "employee", id=first.data["id"], order_notes="New.")
    again = sent.answer()
    assert (again.data, again.replayed) == (first.data, True)


def test_params_that_are_spelled_or_ordered_otherwise_are_the_same(world: World, tables: Any) -> None:
    item = {**on_order(world), "processed_at": "2026-11-24T10:00:00+02:00"}
    sent = Sent(create_item.handler, world.tokens["client"], item)
    token, rest = json.dumps({"token": sent.token})[1:-1], json.dumps(item)[1:-1]
    first = sent.answer_to_text(f'{{{token}, {rest}, "price": 1.50}}')
    before = state(tables)
    item["processed_at"] = "2026-11-24T08:00:00Z"
    backwards = json.dumps(dict(reversed(item.items())))[1:-1]
    for price in ("1.5", "15e-1", "1.500"):
        again = sent.answer_to_text(f'{{"price": {price}, {backwards}, {token}}}')
        assert (again.data, again.replayed) == (first.data, True)
    assert sent.answer_to_text(f'{{{token}, {rest}, "price": 1.51}}').faults == {"idempotency-key"}
    assert state(tables) == before


@pytest.mark.parametrize("price", ["19.99", "1e-7", "1E+30", "12345678901234567890.12345678", "-0.10"])
def test_a_replay_is_as_exact_as_the_first_answer(world: World, price: str) -> None:
    sent = Sent(create_item.handler, world.tokens["client"], {})
    text = json.dumps({"token": sent.token, **on_order(world, instructions="\N{PILE OF POO} ü")})
    first, again = (sent.answer_to_text(f'{text[:-1]}, "price": {price}}}') for _ in range(2))
    assert again.replayed
    assert repr(again.data) == repr(first.data)


@pytest.mark.parametrize("key", ["", "k" * 256, "ü" * 256])
def test_a_key_without_characters_or_with_too_many_is_an_invalid_param(world: World, tables: Any, key: str) -> None:
    before = state(tables)
    refused = Sent(create_item.handler, world.tokens["client"], on_order(world), key).answer()
    assert refused.faults == {"idempotency-key"}
    assert "1 to 255 characters" in refused.body["errors"][0]["message"]
    assert state(tables) == before


@pytest.mark.parametrize("key", ["k", " ", "k" * 255, "\N{GRINNING FACE}" * 255, "a\nb"])
def test_a_key_of_up_to_255_characters_is_one(world: World, key: str) -> None:
    sent = Sent(create_item.handler, world.tokens["client"], on_order(world), key)
    assert sent.answer().data == sent.answer().data
    assert not sent.with_key(key + "x" if len(key) < 255 else "x" + key[1:]).answer().replayed


def test_the_same_key_on_another_route_is_independent(world: World) -> None:
    sent = Sent(create_item.handler, world.tokens["client"], on_order(world))
    id = sent.answer().data["id"]
    changed = Sent(update_item.handler, sent.token, {"id": id, "quantity": 2}).answer()
    removed = Sent(delete_item.handler, sent.token, {"id": id}).answer()
    assert (changed.replayed, removed.replayed) == (False, False)
    assert removed.data == {"id": id}


def test_another_role_of_the_same_user_is_another_caller(world: World) -> None:
    sent = Sent(create_item.handler, world.tokens["employee"], on_order(world))
    assert not sent.answer().replayed
    assert sent.again(application="planoorder").answer().faults == {"idempotency-key"}


def test_a_caller_s_own_key_goes_on_working_beside_it(world: World, tables: Any) -> None:
    sent = Sent(create_item.handler, world.tokens["client"], on_order(world, key="k", price=1))
    first = sent.with_key(None).answer()
    for key in ("one", "two"):
        assert sent.with_key(key).answer().replayed
        assert sent.with_key(key).answer().data == first.data
        assert sent.with_key(key).again(price=2).answer().faults == {"idempotency-key"}
    assert sent.with_key("three").again(price=2).answer().faults == {"key"}
    assert sum(item.get("kind") == "LineItem" for item in items(tables, RECORDS)) == 1
