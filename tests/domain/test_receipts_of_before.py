"""Receipts from before a token's application was noted in them: while a deployment goes on, both are there."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.asking import SESSIONS, items
from domain.idempotency import Sent, on_order, token_from_before
from domain.world import World, build_world
from line_items import create


@pytest.fixture
def world(tables: Any) -> World:
    return build_world()


def _sent(world: World, application: str = "planoorder") -> Sent:
    token = token_from_before(application, "line_items.*")
    return Sent(create.handler, token, on_order(world, quantity=1))


def _receipts(tables: Any) -> list[dict[str, Any]]:
    return [item for item in items(tables, SESSIONS) if item["kind"] == "Receipt"]


def _without_application(tables: Any) -> None:
    (receipt,) = _receipts(tables)
    tables.update_item(
        TableName=SESSIONS,
        Key={name: {"S": receipt[name]} for name in ("pk", "sk")},
        UpdateExpression="REMOVE application SET caller = :caller",
        ExpressionAttributeValues={":caller": {"S": "application filemaker as application"}},
    )


def test_what_the_code_before_carried_out_is_not_done_again(world: World, tables: Any) -> None:
    sent = _sent(world)
    first = sent.answer()
    _without_application(tables)
    again = sent.answer()
    assert again.replayed
    assert again.data == first.data


def test_the_code_before_knows_the_caller_of_a_receipt(world: World, tables: Any) -> None:
    _sent(world).answer()
    (receipt,) = _receipts(tables)
    assert receipt["caller"] == "application filemaker as application"


@pytest.mark.parametrize("first", [lambda world: world.tokens["client"], lambda world: _sent(world, "planox2").token])
def test_an_application_whose_key_others_have_used_repeats_its_own(world: World, first: Callable[[World], str]) -> None:
    sent = _sent(world)
    assert not sent.by(first(world)).answer().replayed
    mine = sent.answer()
    assert not mine.replayed
    again = sent.answer()
    assert (again.replayed, again.data) == (True, mine.data)


def test_two_applications_of_one_name_stay_apart_where_others_have_used_the_key(world: World) -> None:
    sent = [_sent(world).by(world.tokens["client"]), _sent(world, "planox2"), _sent(world)]
    made = [one.answer() for one in sent]
    assert [one.replayed for one in made] == [False] * 3
    assert len({one.data["id"] for one in made}) == 3
