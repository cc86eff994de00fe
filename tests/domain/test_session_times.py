"""How long a session lasts, by the clock."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.world import World, build_world, call, login
from plano import clock, tokens
from plano.domain.accounts.record import User, user_key
from plano.domain.sessions import start
from plano.domain.sessions.times import GRANULARITY, IDLE, KEPT, LONGEST
from plano.store import keys
from plano.store.read import read
from plano.store.work import Work
from plano.store.write import ConditionFailed, write
from sessions import delete, index, update
from sessions import read as read_session

START = datetime(2026, 1, 31, 12, 0, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def world(tables: Any) -> Iterator[World]:
    with clock.set_to(START):
        yield build_world()


def _status(token: str, at: datetime) -> str:
    with clock.set_to(at):
        return str(call(read_session.handler, {"token": token})[1]["status"])


def _kept(token: str) -> dict[str, Any]:
    place = keys.session(tokens.token_hash(token))
    return read([place])[place]


def _use_until(token: str, end: datetime) -> None:
    moment = START
    while moment < end:
        assert _status(token, moment) == "action-successful"
        moment += timedelta(hours=71)


def test_a_session_in_use_lasts_seven_days_and_not_a_second_longer(world: World) -> None:
    token = world.tokens["client"]
    _use_until(token, START + LONGEST)
    assert _status(token, START + LONGEST) == "action-successful"
    assert _status(token, START + LONGEST + SECOND) == "session-expired"


def test_an_unused_session_lasts_72_hours_and_at_most_five_minutes_longer(world: World) -> None:
    token = world.tokens["client"]
    assert _status(token, START + IDLE + GRANULARITY + SECOND) == "session-expired"
    assert _status(token, START + IDLE + GRANULARITY) == "action-successful"


def test_a_session_never_lasts_less_than_72_hours_after_its_last_use(world: World) -> None:
    token = world.tokens["client"]
    used = START + GRANULARITY - SECOND  # too soon for it to be written
    assert _status(token, used) == "action-successful"
    assert _kept(token)["used_at"] == clock.iso(START)
    assert _status(token, used + IDLE) == "action-successful"


def test_used_at_is_written_at_most_once_in_five_minutes(world: World) -> None:
    token = world.tokens["client"]
    due = START + GRANULARITY
    assert _status(token, due) == "action-successful"
    assert _kept(token)["used_at"] == clock.iso(due)
    _status(token, due + GRANULARITY - SECOND)
    assert _kept(token)["used_at"] == clock.iso(due)
    _status(token, due + GRANULARITY)
    assert _kept(token)["used_at"] == clock.iso(due + GRANULARITY)


def test_a_remembered_session_is_good_after_a_year(world: World) -> None:
    with clock.set_to(START):
        token = login(world.users["client"], remember_me=True)
    assert _status(token, START + timedelta(days=366)) == "action-successful"
    assert "removed_at" not in _kept(token)


def test_an_expired_session_is_kept_for_thirty_days(world: World) -> None:
    removed_at = datetime.fromtimestamp(_kept(world.tokens["client"])["removed_at"], UTC)
    assert removed_at == START + LONGEST + KEPT


def _update(token: str, *, remember_me: bool, at: datetime) -> dict[str, Any]:
    with clock.set_to(at):
        code, body = call(update.handler, {"token": token, "remember_me": remember_me})
    assert code == 200
    return body


def test_remembering_a_session_keeps_it_and_its_pointer(world: World) -> None:
    token = world.tokens["client"]
    assert _update(token, remember_me=True, at=START + timedelta(days=2))["session"]["expires_at"] is None
    assert _status(token, START + timedelta(days=400)) == "action-successful"
    assert "removed_at" not in _kept(token)
    pointer = keys.session_of_user(world.users["client"]["id"], _kept(token)["id"])
    assert "removed_at" not in read([pointer])[pointer]


def test_changing_a_session_is_a_use_of_it(world: World) -> None:
    token = world.tokens["client"]
    later = START + timedelta(hours=70)
    _update(token, remember_me=False, at=later)
    assert _kept(token)["used_at"] == clock.iso(later)
    assert _status(token, later + IDLE) == "action-successful"


def test_an_old_session_that_is_not_remembered_any_more_has_expired(world: World) -> None:
    with clock.set_to(START):
        token = login(world.users["client"], remember_me=True)
    year_later = START + timedelta(days=365)
    _update(token, remember_me=False, at=year_later)
    assert _status(token, year_later + SECOND) == "session-expired"
    assert _kept(token)["removed_at"] == int((year_later + KEPT).timestamp())


@pytest.mark.parametrize("params", [{}, {"all": True}])
def test_a_session_that_was_due_to_be_marked_as_used_can_be_ended(world: World, params: dict[str, Any]) -> None:
    token = world.tokens["client"]
    with clock.set_to(START + timedelta(hours=1)):
        assert call(delete.handler, {"token": token, **params})[1]["data"] == {"ended": 1}
    assert _status(token, START + timedelta(hours=1)) == "invalid-token"
    assert read([keys.session(tokens.token_hash(token))]) == {}


def test_ended_and_expired_sessions_are_not_listed(world: World) -> None:
    later = START + timedelta(days=8)
    with clock.set_to(later):
        token = login(world.users["client"])
        listed = call(index.handler, {"token": token})[1]["data"]["sessions"]
    assert [session["created_at"] for session in listed] == [clock.iso(later)]


def _logins(world: World, count: int) -> list[str]:
    """One in each millisecond, so that no id is drawn twice."""
    tokens_of_sessions = []
    for number in range(1, count + 1):
        with clock.set_to(START + number * timedelta(milliseconds=1)):
            tokens_of_sessions.append(login(world.users["client"]))
    return tokens_of_sessions


def test_two_sessions_of_a_user_never_share_an_id(world: World) -> None:
    user = Work().get(user_key(world.users["client"]["id"]), User)
    assert user is not None
    session, _ = start.new_session(user, "planoorder", remember_me=False)
    write(start.to_put(session))
    another = replace(session, key=keys.session(tokens.token_hash("another")))
    with pytest.raises(ConditionFailed):
        write(start.to_put(another))


def test_more_sessions_than_one_write_takes_all_end(world: World) -> None:
    made = _logins(world, 100)
    with clock.set_to(START + SECOND):
        assert call(delete.handler, {"token": made[0], "all": True})[1]["data"] == {"ended": 101}
    assert {_status(token, START) for token in (*made, world.tokens["client"])} == {"invalid-token"}
    assert _status(world.tokens["other_client"], START) == "action-successful"


def test_a_hundred_sessions_are_listed_at_most(world: World) -> None:
    made = _logins(world, 101)
    with clock.set_to(START + SECOND):
        listed = call(index.handler, {"token": made[0]})[1]["data"]["sessions"]
    assert len(listed) == 100
    assert [session["id"] for session in listed] == sorted((session["id"] for session in listed), reverse=True)
