"""Limits of tries, by the clock."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from plano import clock
from plano.domain.accounts import limits, tries
from plano.errors import StatusError
from plano.statuses import INVALID_PASSWORD, TOO_MANY_REQUESTS, USER_REQUIRES_ROLE

START = datetime(2026, 1, 31, 12, 0, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
EMAIL = limits.logins_of_email("ada@example.com")


@pytest.fixture(autouse=True)
def at_the_start(tables: Any) -> Iterator[None]:
    with clock.set_to(START):
        yield


def _fail() -> None:
    raise StatusError(INVALID_PASSWORD)


def _try(*counters: tries.Counter, fails: bool = True, at: datetime = START) -> int | None:
    """One try; the seconds to wait, where it was not let through."""
    with clock.set_to(at):
        try:
            with limits.counted(counters or [EMAIL], [INVALID_PASSWORD]):
                if fails:
                    _fail()
        except StatusError as error:
            return error.retry_after if error.status is TOO_MANY_REQUESTS else None
        return None


def test_five_fail_and_the_sixth_waits_until_the_first_is_fifteen_minutes_old() -> None:
    for number in range(5):
        assert _try(at=START + number * SECOND) is None
    assert _try(at=START + 10 * SECOND) == 890
    assert _try(fails=False, at=START + 10 * SECOND) == 890
    assert _try(at=START + tries.WINDOW - SECOND) == 1


def test_never_more_than_five_fail_in_any_fifteen_minutes() -> None:
    passed = [
        START + step * timedelta(seconds=50)
        for step in range(60)
        if _try(at=START + step * timedelta(seconds=50)) is None
    ]
    spans = zip(passed, passed[5:], strict=False)
    assert len(passed) > 10
    assert all(later - earlier >= tries.WINDOW for earlier, later in spans)


def test_what_succeeds_is_not_counted_and_forgives_nothing() -> None:
    for _ in range(4):
        assert _try() is None
    for _ in range(20):
        assert _try(fails=False) is None
    assert _try() is None
    assert _try() is not None


def test_a_refusal_that_is_no_failure_is_not_counted() -> None:
    for _ in range(10):
        with pytest.raises(StatusError), limits.counted([EMAIL], [INVALID_PASSWORD]):
            raise StatusError(USER_REQUIRES_ROLE)
    assert _try() is None


def test_a_try_that_broke_off_is_no_failure() -> None:
    for _ in range(5):
        with pytest.raises(ZeroDivisionError), limits.counted([EMAIL], [INVALID_PASSWORD]):
            raise ZeroDivisionError
    assert [_try(at=START + tries.UNDER_WAY) for _ in range(5)] == [None] * 5
    assert _try(at=START + tries.UNDER_WAY) == 900


def test_a_try_waits_while_others_are_under_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tries, "PATIENCE_SECONDS", 0.2)
    with (
        limits.counted([EMAIL], []),
        limits.counted([EMAIL], []),
        limits.counted([EMAIL], []),
        limits.counted([EMAIL], []),
        limits.counted([EMAIL], []),
    ):
        assert _try() == 1
    assert _try() is None


def test_an_address_has_fifty_and_one_email_five_of_them() -> None:
    address = limits.logins_from("192.0.2.1")
    for number in range(50):
        assert _try(limits.logins_of_email(f"{number % 10}@example.com"), address) is None
    assert _try(limits.logins_of_email("another@example.com"), address) == 900
    assert _try(limits.logins_of_email("another@example.com"), limits.logins_from("192.0.2.2")) is None


def test_what_one_counter_refuses_the_other_does_not_count() -> None:
    address = limits.logins_from("192.0.2.1")
    for _ in range(60):
        _try(EMAIL, address)
    for number in range(45):
        assert _try(limits.logins_of_email(f"{number}@example.com"), address) is None
    assert _try(limits.logins_of_email("last@example.com"), address) == 900
    assert _try(limits.logins_of_email("last@example.com")) is None


def test_an_ipv6_network_is_one_address() -> None:
    assert limits.logins_from("2001:db8:1:2:3::4") == limits.logins_from("2001:db8:1:2::1")
    assert limits.logins_from("2001:db8:1:3::1") != limits.logins_from("2001:db8:1:2::1")
