"""Requests with one `Idempotency-Key` that meet, get lost or arrive late are carried out once."""

from typing import Any

import pytest

from domain.asking import done, item_on, record_of
from domain.faults import READS, Faults
from domain.idempotency import EACH, Answered, Sent, Write, application_token, on_order, state
from domain.stream import finish_what_is_left
from domain.wholeness import assert_whole
from domain.world import World, build_world
from line_items import create as create_item
from line_items import delete as delete_item
from line_items import update as update_item
from orders import create as create_order
from services import create as create_service


@pytest.fixture
def world(tables: Any) -> World:
    return build_world()


def _assert_done_once(sent: Sent, answers: list[Answered], tables: Any) -> None:
    """All of them answer the same, and that is what is there."""
    before = state(tables)
    for answer in (*answers, again := sent.answer()):
        assert answer.data == again.data
    assert again.replayed
    assert state(tables) == before
    assert_whole(tables)


@EACH
def test_of_two_at_once_one_is_carried_out_and_the_other_replays(
    world: World, tables: Any, faults: Faults, write: Write
) -> None:
    sent, answers = write.on(world), list[Answered]()
    faults.meanwhile(lambda: answers.append(sent.answer()))
    answers.append(sent.answer())
    assert [answer.replayed for answer in answers] == [False, True]
    _assert_done_once(sent, answers, tables)
    assert faults.are_over()


@EACH
def test_two_at_once_with_other_params_are_not_mistaken_for_each_other(
    world: World, tables: Any, faults: Faults, write: Write
) -> None:
    sent, answers = write.on(world), list[Answered]()
    if write.name == "removal":
        other = sent.again(id=item_on(world)["id"])
    elif write.name == "bulk":
        other = sent.again(line_items=[on_order(world)])
    else:
        other = sent.again(**write.other)
    faults.meanwhile(lambda: answers.append(other.answer()))
    assert sent.answer().faults == {"idempotency-key"}
    _assert_done_once(other, answers, tables)


@EACH
@pytest.mark.parametrize("answers_lost", [1, 2])
def test_a_lost_answer_changes_nothing(
    world: World, tables: Any, faults: Faults, write: Write, answers_lost: int
) -> None:
    sent = write.on(world)
    faults.lose_answer(times=answers_lost)
    _assert_done_once(sent, [sent.answer()], tables)


@EACH
def test_a_request_that_never_heard_of_its_write_is_repeated(
    world: World, tables: Any, faults: Faults, write: Write
) -> None:
    sent = write.on(world)
    with faults.outage(carried_out=True):
        assert sent.answer().code == 500
    again = sent.answer()
    assert again.replayed
    finish_what_is_left(tables)
    _assert_done_once(sent, [again], tables)


@EACH
def test_a_write_that_never_arrived_is_done_by_the_repetition(
    world: World, tables: Any, faults: Faults, write: Write
) -> None:
    sent = write.on(world)
    with faults.outage(carried_out=False):
        assert sent.answer().code == 500
    again = sent.answer()
    assert not again.replayed
    _assert_done_once(sent, [again], tables)


@EACH
@pytest.mark.parametrize("token_expired", [True, False])
def test_a_packet_that_was_stuck_arrives_after_its_repetition_and_does_nothing(
    world: World, tables: Any, faults: Faults, write: Write, token_expired: bool
) -> None:
    sent = write.on(world)
    faults.hold_back()
    answer = sent.answer()
    before = state(tables)
    faults.deliver_late(token_expired=token_expired)
    assert state(tables) == before
    _assert_done_once(sent, [answer], tables)


@EACH
def test_two_callers_race_with_one_key_and_both_are_served(
    world: World, tables: Any, faults: Faults, write: Write
) -> None:
    mine, answers = write.on(world), list[Answered]()
    theirs = Sent(create_item.handler, application_token(), on_order(world, price=9))
    if write.handler is not create_item.handler:
        theirs = theirs.with_key("on another route, so it is not looked for")
    faults.meanwhile(lambda: answers.append(theirs.answer()))
    first = mine.answer()
    assert not first.replayed
    _assert_done_once(mine, [first], tables)
    _assert_done_once(theirs, answers, tables)


@pytest.mark.parametrize("handler", [create_order.handler, create_service.handler])
def test_two_callers_race_with_one_key_on_one_route(world: World, tables: Any, faults: Faults, handler: Any) -> None:
    params = {"name": "Video"} if handler is create_service.handler else {"order_notes": "Ring."}
    mine, answers = Sent(handler, world.tokens["employee"], params), list[Answered]()
    theirs = mine.by(application_token())
    faults.meanwhile(lambda: answers.append(theirs.answer()))
    answers.insert(0, mine.answer())
    assert answers[0].data["id"] != answers[1].data["id"]
    for sent, answer in zip((mine, theirs), answers, strict=True):
        assert not answer.replayed
        _assert_done_once(sent, [answer], tables)


def test_three_at_once_of_two_callers(world: World, tables: Any, faults: Faults) -> None:
    mine, answers = Sent(create_item.handler, world.tokens["client"], on_order(world)), list[Answered]()
    theirs = mine.by(world.tokens["employee"])
    faults.meanwhile(lambda: answers.append(theirs.answer()))
    faults.meanwhile(lambda: answers.append(mine.answer()))
    last = mine.answer()
    assert last.replayed
    _assert_done_once(mine, [answers[1], last], tables)
    _assert_done_once(theirs, answers[:1], tables)


def test_a_rival_s_change_does_not_make_a_guarded_change_a_replay(world: World, tables: Any, faults: Faults) -> None:
    item = item_on(world, key="k", quantity=1)
    params = {"id": item["id"], "if_updated_at": item["updated_at"], "quantity": 2}
    sent = Sent(update_item.handler, world.tokens["client"], params)
    faults.meanwhile(lambda: done(update_item.handler, world, "employee", id=item["id"], quantity=5))
    assert sent.answer().faults == {"if_updated_at"}
    assert record_of(tables, "LineItem", item["id"])["quantity"] == 5
    assert sent.again(if_updated_at=None).answer().data["quantity"] == 2


def test_a_removal_whose_line_item_somebody_else_removed_is_refused(world: World, faults: Faults) -> None:
    item = item_on(world)
    sent = Sent(delete_item.handler, world.tokens["client"], {"id": item["id"]})
    faults.meanwhile(lambda: done(delete_item.handler, world, "employee", id=item["id"]))
    assert sent.answer().faults == {"id"}


def test_an_outage_of_reads_is_no_replay(world: World, faults: Faults) -> None:
    sent = Sent(create_item.handler, world.tokens["client"], on_order(world))
    with faults.outage(READS, carried_out=False):
        assert sent.answer().code == 500
    assert not sent.answer().replayed
