"""Limits of tries where others try at the same moment, and to the millisecond."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.asking import SESSIONS, items
from domain.faults import Faults
from plano import clock
from plano.domain.accounts import limits, tries
from plano.errors import StatusError
from plano.statuses import INVALID_PASSWORD, TOO_MANY_REQUESTS
from plano.store.client import StoreUnavailable

START = datetime(2026, 1, 31, 12, 0, 0, tzinfo=UTC)
EMAIL = limits.logins_of_email("ada@example.com")
ADDRESS = limits.logins_from("192.0.2.1")


@pytest.fixture(autouse=True)
def at_the_start(tables: Any) -> Iterator[None]:
    with clock.set_to(START):
        yield


def _refuse() -> None:
    raise StatusError(INVALID_PASSWORD)


def _fail(*counters: tries.Counter, at: datetime = START) -> int | None:
    """One try that fails; the seconds to wait, where it was not let through."""
    with clock.set_to(at):
        try:
            with limits.counted(counters or [EMAIL], [INVALID_PASSWORD]):
                _refuse()
        except StatusError as error:
            return error.retry_after if error.status is TOO_MANY_REQUESTS else None
        return None


def _fail_five_times(at: datetime = START) -> None:
    assert [_fail(at=at) for _ in range(5)] == [None] * 5


@pytest.mark.parametrize(
    ("counter_of", "name", "subject", "most"),
    [
        (limits.logins_of_email, "LoginsOfEmail", "ada@example.com", 5),
        (limits.logins_from, "LoginsFrom", "192.0.2.1", 50),
        (limits.registrations_from, "RegistrationsFrom", "192.0.2.1", 50),
    ],
)
def test_a_deployment_finds_the_counters_that_an_earlier_one_left(
    counter_of: Callable[[str], tries.Counter], name: str, subject: str, most: int
) -> None:
    counter = counter_of(subject)
    assert counter.key.pk == f"Limit#{name}#{hashlib.sha256(subject.encode()).hexdigest()}"
    assert counter.most == most


def test_a_failure_counts_until_it_is_exactly_fifteen_minutes_old() -> None:
    _fail_five_times()
    assert _fail(at=START + tries.WINDOW - timedelta(milliseconds=1)) == 1
    assert _fail(at=START + tries.WINDOW - timedelta(milliseconds=700)) == 1
    assert _fail(at=START + tries.WINDOW) is None


def test_the_wait_is_in_whole_seconds_and_never_too_short() -> None:
    _fail_five_times()
    assert repr(_fail(at=START + timedelta(milliseconds=900))) == "900"


def test_a_counter_is_removed_an_hour_after_its_last_failure_stops_to_count(tables: Any) -> None:
    for at in (START, START + timedelta(minutes=5)):
        _fail(at=at)
        (counter,) = items(tables, SESSIONS)
        assert counter["removed_at"] == (at + timedelta(hours=1, minutes=15)).timestamp()


def test_what_the_second_counter_refuses_is_given_back_to_the_first() -> None:
    _fail_five_times()
    for _ in range(60):
        assert _fail(ADDRESS, EMAIL) == 900
    assert _fail(ADDRESS) is None


def test_of_two_first_failures_at_once_both_count(faults: Faults) -> None:
    faults.meanwhile(_fail, skip=1)
    assert _fail() is None
    assert faults.are_over()
    assert [_fail() for _ in range(4)] == [None, None, None, 900]


def test_of_two_first_tries_at_once_both_are_under_way(tables: Any, faults: Faults) -> None:
    with ExitStack() as others:
        faults.meanwhile(lambda: others.enter_context(limits.counted([EMAIL], [])), skip=1)
        with limits.counted([EMAIL], []):
            (counter,) = items(tables, SESSIONS)
            assert len(counter["tries"]) == 2
    assert faults.are_over()


def test_a_failure_that_cannot_be_noted_is_no_ordinary_failure(faults: Faults) -> None:
    _fail()
    away = faults.outage(frozenset({"UpdateItem"}), carried_out=False, skip=1)
    with away, pytest.raises(StoreUnavailable), limits.counted([EMAIL], [INVALID_PASSWORD]):
        _refuse()


def test_room_that_a_rival_took_meanwhile_is_taken(faults: Faults) -> None:
    later = START + tries.WINDOW
    _fail_five_times()
    faults.meanwhile(lambda: _fail_five_times(later), skip=1)
    assert _fail(at=later) == 900
    assert faults.are_over()


def test_a_try_gets_in_when_one_that_was_under_way_succeeds(monkeypatch: pytest.MonkeyPatch) -> None:
    with ExitStack() as others:
        for _ in range(5):
            others.enter_context(limits.counted([EMAIL], []))
        monkeypatch.setattr("plano.store.pauses.time.sleep", lambda _: others.close())
        assert _fail() is None


@pytest.mark.parametrize("failures", [[], [INVALID_PASSWORD]], ids=["succeeds", "fails"])
def test_a_counter_that_was_removed_meanwhile_does_not_come_back(tables: Any, failures: list[Any]) -> None:
    def fail() -> None:
        tables.delete_item(TableName=SESSIONS, Key={"pk": {"S": EMAIL.key.pk}, "sk": {"S": EMAIL.key.sk}})
        _refuse()

    with pytest.raises(StatusError, match=INVALID_PASSWORD.slug), limits.counted([EMAIL], failures):
        fail()
    assert items(tables, SESSIONS) == []
