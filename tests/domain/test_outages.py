"""What an outage, a lost answer or a killed function does to those who did nothing wrong: nothing that lasts."""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.asking import ask, done, item_on, send
from domain.faults import READS, WRITES, Faults
from domain.wholeness import assert_whole
from domain.world import World, build_world, new_user
from line_items import create
from line_items import index as index_items
from line_items import read as read_item
from orders import index as index_orders
from plano import clock
from sessions import create as create_session
from sessions import delete as delete_session
from sessions import index as index_sessions
from sessions import read as read_session
from users import register

START = datetime(2026, 1, 31, 12, 0, 0, tzinfo=UTC)
TEN_SECONDS = timedelta(seconds=10, milliseconds=1)
PASSWORD, WRONG = "a password like no other", "another long password"
EMAIL = "login@example.com"


@pytest.fixture
def world(tables: Any) -> Iterator[World]:
    with clock.set_to(START):
        found = build_world()
        new_user(EMAIL, PASSWORD)
        yield found


def _log_in(password: str = PASSWORD) -> str:
    """The status; a user without a role is asked to become a client, but is logged in."""
    params = {"email": EMAIL, "password": password, "application": "planoorder"}
    return str(send(create_session.handler, params)["status"])


@pytest.mark.parametrize("carried_out", [True, False], ids=["answers-lost", "never-arrived"])
@pytest.mark.parametrize(
    ("operations", "touching", "skip"),
    [
        pytest.param(WRITES, "Limit#", 0, id="tries"),
        pytest.param(WRITES, "Limit#", 1, id="second-counter"),
        pytest.param(WRITES, "Limit#", 2, id="outcomes"),
        pytest.param(READS, "User#", 0, id="users"),
        pytest.param(WRITES, "Session#", 0, id="sessions"),
    ],
)
def test_five_correct_logins_in_an_outage_lock_nobody_out(
    world: World, faults: Faults, operations: Collection[str], touching: str, skip: int, *, carried_out: bool
) -> None:
    for _ in range(5):
        with faults.outage(operations, carried_out=carried_out, touching=touching, skip=skip):
            assert _log_in() in {"application-crash", "client-required"}
    with clock.set_to(START + TEN_SECONDS):
        assert _log_in() == "client-required"


@pytest.mark.parametrize("carried_out", [True, False], ids=["after", "before"])
@pytest.mark.parametrize("number", range(5))
def test_five_correct_logins_whose_functions_were_killed_at_a_write_lock_nobody_out(
    world: World, faults: Faults, number: int, *, carried_out: bool
) -> None:
    for _ in range(5):
        with faults.killed(carried_out=carried_out, skip=number):
            _log_in()
    with clock.set_to(START + TEN_SECONDS):
        assert _log_in() == "client-required"


def test_five_correct_logins_whose_functions_were_killed_as_they_read_the_user_lock_nobody_out(
    world: World, faults: Faults
) -> None:
    for _ in range(5):
        with faults.killed(READS, carried_out=False, touching="User#"):
            _log_in()
    with clock.set_to(START + TEN_SECONDS):
        assert _log_in() == "client-required"


@pytest.mark.parametrize("number", range(4))
def test_five_wrong_passwords_count_exactly_five_though_answers_get_lost(
    world: World, faults: Faults, number: int
) -> None:
    for _ in range(5):
        faults.lose_answer(touching="Limit#", skip=number)
        assert _log_in(WRONG) == "invalid-password"
        faults.clear()
    with clock.set_to(START + TEN_SECONDS):
        assert _log_in(WRONG) == "too-many-requests"
        assert _log_in() == "too-many-requests"
    with clock.set_to(START + timedelta(minutes=15)):
        assert _log_in() == "client-required"


def test_wrong_passwords_before_and_after_an_outage_are_the_only_ones_that_count(world: World, faults: Faults) -> None:
    for _ in range(2):
        assert _log_in(WRONG) == "invalid-password"
    for _ in range(2):
        with faults.killed(READS, carried_out=False, touching="User#"):
            _log_in()
    with clock.set_to(START + TEN_SECONDS):
        for _ in range(3):
            assert _log_in(WRONG) == "invalid-password"
        assert _log_in() == "too-many-requests"


@pytest.mark.parametrize("number", range(4))
def test_the_fifth_try_does_not_count_itself_twice(world: World, faults: Faults, number: int) -> None:
    for _ in range(4):
        assert _log_in(WRONG) == "invalid-password"
    faults.lose_answer(touching="Limit#", skip=number)
    assert _log_in() == "client-required"
    assert faults.are_over()
    assert _log_in() == "client-required"


@pytest.mark.parametrize("carried_out", [True, False], ids=["answers-lost", "never-arrived"])
def test_a_use_of_a_session_that_cannot_be_noted_makes_no_request_fail(
    world: World, faults: Faults, *, carried_out: bool
) -> None:
    made = item_on(world)
    requests = [
        (read_session.handler, {}),
        (index_sessions.handler, {}),
        (index_items.handler, {}),
        (index_orders.handler, {}),
        (read_item.handler, {"id": made["id"]}),
    ]
    with clock.set_to(START + timedelta(minutes=6)), faults.outage(carried_out=carried_out):
        answers = [ask(handler, world, **params)[1]["status"] for handler, params in requests]
    assert answers == ["action-successful"] * len(requests)


def test_what_a_session_adds_as_it_ends_is_added_and_the_session_has_ended(
    world: World, tables: Any, faults: Faults
) -> None:
    with clock.set_to(START + timedelta(minutes=6)):
        faults.meanwhile(lambda: done(delete_session.handler, world))
        item_on(world, key="k")
        assert ask(read_session.handler, world)[1]["status"] == "invalid-token"
    assert_whole(tables)


def test_a_transaction_that_is_cancelled_without_reasons_is_no_success(
    world: World, tables: Any, faults: Faults
) -> None:
    faults.cancel()
    code, _ = ask(create.handler, world, itemable_type="Order", itemable_id=world.order, key="k")
    found = done(index_items.handler, world)["line_items"]
    assert (code, len(found)) in {(200, 1), (500, 0)}


def _register() -> str:
    return str(send(register.handler, {"email": "new@example.com", "password": PASSWORD})["status"])


@pytest.mark.parametrize("carried_out", [True, False], ids=["answers-lost", "never-arrived"])
def test_who_is_registered_is_answered_though_the_try_can_t_be_taken_back(
    world: World, faults: Faults, *, carried_out: bool
) -> None:
    with faults.outage({"UpdateItem"}, carried_out=carried_out, touching="REMOVE"):
        assert _register() == "action-successful"
    assert _register() == "email-already-registered"
