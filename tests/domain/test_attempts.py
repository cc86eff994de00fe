"""Trying again: by what stands there when it is tried, and no longer than the request may take."""

from collections.abc import Callable
from typing import Any

import pytest

from plano import deadline
from plano.store.attempt import Outpaced, attempt
from plano.store.changes import Change
from plano.store.conditions import equals, present
from plano.store.keys import Key, Table
from plano.store.work import Work
from plano.store.write import Put, Update
from plano.store.write_one import put, update

KEY = Key(Table.RECORDS, "Order#1", "Order")


def _count() -> None:
    update(Update(KEY, Change().count("version"), present()))


def _once(work: Work, *rivals: Callable[[], None]) -> Callable[[], int]:
    """Counts on from the version that was read; before it writes, a rival does, as long as there are some."""
    waiting = list(rivals)

    def once() -> int:
        found = work.item(KEY)
        assert found is not None
        if waiting:
            waiting.pop(0)()
        version = int(found["version"])
        work.write([Update(KEY, Change().set(version=version + 1), equals("version", version))])
        return version + 1

    return once


@pytest.fixture
def tries(tables: Any) -> list[str]:
    put(Put(KEY, {"kind": "Order", "version": 1}))
    return []


@pytest.mark.parametrize(("rivals", "version"), [(1, 3), (2, 5)])
def test_among_many_rivals_a_try_goes_by_what_stands_there_after_the_pause(
    tries: list[str], monkeypatch: pytest.MonkeyPatch, rivals: int, version: int
) -> None:
    pauses: list[Callable[[], None]] = [lambda: None, _count]
    monkeypatch.setattr("plano.store.pauses.time.sleep", lambda _: pauses.pop(0)())
    work = Work()
    once = _once(work, *[_count] * rivals)

    def counted() -> int:
        tries.append("try")
        return once()

    assert attempt(work, counted) == version
    assert len(tries) == rivals + 1


@pytest.mark.usefixtures("tries")
def test_trying_ends_with_the_request_s_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def over(_: float) -> None:
        monkeypatch.setattr(deadline, "left", lambda: 0.0)

    monkeypatch.setattr("plano.store.pauses.time.sleep", over)
    work = Work()
    with pytest.raises(Outpaced):
        attempt(work, _once(work, _count))
