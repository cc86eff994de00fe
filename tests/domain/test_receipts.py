"""What is kept of a request with an `Idempotency-Key`, and for how long: a day; of some requests, nothing."""

import json
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.asking import item_on, items, send
from domain.idempotency import EACH, Sent, Write, application_token, on_order, state
from domain.world import World, build_world, new_user
from line_items import bulk_create as bulk_create_items
from line_items import create as create_item
from line_items import read as read_item
from plano import clock
from plano.pipeline import repetition
from sessions import create as create_session
from sessions import delete as delete_session
from users import register

SENSITIVE = [register.handler, create_session.handler]


@pytest.fixture
def world(tables: Any) -> World:
    return build_world()


@EACH
def test_after_a_day_the_key_is_free_again(world: World, write: Write) -> None:
    start = clock.now()
    with clock.set_to(start):
        sent = write.on(world)
        first = sent.answer()
    with clock.set_to(start + timedelta(hours=23, minutes=59)):
        assert sent.answer().replayed
    with clock.set_to(start + timedelta(hours=24, seconds=1)):
        later = sent.with_key("another").answer() if write.name == "removal" else sent.again(**write.other).answer()
        assert "idempotency-key" not in {fault["param"] for fault in later.body.get("errors", [])}
        assert later.body.get("data") != first.data


def test_a_day_counts_from_one_s_own_request_whoever_used_the_key_before(world: World, tables: Any) -> None:
    sent = Sent(create_item.handler, world.tokens["client"], on_order(world))
    theirs, third = sent.by(world.tokens["employee"]), sent.by(application_token())
    start = clock.now()
    with clock.set_to(start):
        theirs.answer()
    with clock.set_to(start + timedelta(hours=23)):
        first = sent.answer()
    with clock.set_to(start + timedelta(hours=25)):
        assert (again := sent.answer()).replayed
        assert not third.answer().replayed
        assert again.data == sent.answer().data == first.data
    _remove_by_ttl(tables, start + timedelta(hours=46))
    with clock.set_to(start + timedelta(hours=46)):
        assert sent.answer().data == first.data
        assert third.answer().replayed


def _remove_by_ttl(tables: Any, now: datetime) -> None:
    for item in items(tables, "sessions"):
        if item.get("removed_at", now.timestamp()) < now.timestamp():
            tables.delete_item(TableName="sessions", Key={name: {"S": item[name]} for name in ("pk", "sk")})


def test_a_receipt_is_removed_by_the_table(world: World, tables: Any) -> None:
    Sent(create_item.handler, world.tokens["client"], on_order(world)).answer()
    (receipt,) = [item for item in items(tables, "sessions") if item.get("kind") == "Receipt"]
    assert (
        clock.now() + timedelta(hours=24)
        < datetime.fromtimestamp(receipt["removed_at"], UTC)
        < clock.now() + timedelta(hours=72)
    )


def test_errors_are_not_kept_so_the_key_works_once_their_cause_is_mended(world: World, tables: Any) -> None:
    sent = Sent(create_item.handler, world.tokens["client"], on_order(world))
    before = state(tables)
    assert sent.again(itemable_id=world.other_order).answer().faults == {"itemable_id"}
    assert sent.again(quantity=-1).answer().faults == {"quantity"}
    assert state(tables) == before
    assert not sent.answer().replayed
    assert sent.answer().replayed


def test_a_read_takes_no_notice_of_the_key(world: World, tables: Any) -> None:
    item = item_on(world)
    sent, before = Sent(read_item.handler, world.tokens["client"], {"id": item["id"]}), state(tables)
    for again in (sent, sent.again(view="full"), sent.with_key("k" * 300)):
        assert not again.answer().replayed
    assert state(tables) == before


@pytest.mark.parametrize("limit", ["none", "with-keys"])
def test_an_answer_that_is_too_large_to_keep_is_refused_with_a_sentence(
    world: World, tables: Any, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(repetition, "LARGEST_ANSWER", 5000)
    texts = [secrets.token_urlsafe(700) for _ in range(10)]
    keyed = limit == "with-keys"
    elements = [
        on_order(world, instructions=text, **({"key": str(number)} if keyed else {}))
        for number, text in enumerate(texts)
    ]
    sent = Sent(bulk_create_items.handler, world.tokens["client"], {"line_items": elements})
    if keyed:
        assert not sent.with_key(None).answer().replayed  # so that the next has nothing to write
    before = state(tables)
    refused = sent.answer()
    assert refused.faults == {"idempotency-key"}
    assert refused.body["errors"][0]["message"].startswith("can't go with an answer as large")
    assert state(tables) == before
    assert sent.with_key(None).answer().code == 200


@pytest.mark.parametrize("handler", SENSITIVE)
def test_nothing_of_a_sensitive_request_is_kept(world: World, tables: Any, handler: Any) -> None:
    assert not handler.declaration.takes_idempotency_key
    new_user("ada@example.com", "the right password")
    person = {"email": "ada@example.com", "password": "the right password", "application": "planoorder"}
    names = {} if handler is create_session.handler else {"first_name": "Ada", "last_name": "Lovelace"}
    params = {**person, **names, "email": "eve@example.com" if names else person["email"]}
    for _ in range(2):
        send(handler, params)
    assert not [item for item in state(tables).values() if item.get("kind") == "Receipt"]
    assert "the right password" not in json.dumps([str(item) for item in state(tables).values()])


def test_ending_a_session_takes_no_notice_of_the_key(world: World, tables: Any) -> None:
    assert not delete_session.handler.declaration.takes_idempotency_key
