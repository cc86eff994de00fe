"""How long a request may take: by its function's context, and no longer than what was set last."""

import threading
from math import inf
from types import SimpleNamespace

import pytest

from plano import deadline


@pytest.mark.parametrize(("milliseconds", "seconds"), [(10_000, 6), (29_000, 25), (1_000, -3)])
def test_a_request_has_what_its_function_has_without_the_answer_and_a_reserve(
    milliseconds: int, seconds: float
) -> None:
    context = SimpleNamespace(get_remaining_time_in_millis=lambda: milliseconds)
    assert deadline.to_answer(context) == pytest.approx(seconds)


@pytest.mark.parametrize("context", [None, object()])
def test_who_calls_without_a_context_of_lambda_may_take_all_time(context: object) -> None:
    assert deadline.to_answer(context) == inf


def test_an_end_is_over_when_its_work_is() -> None:
    assert deadline.left() == inf
    with deadline.within(100):
        assert 99 < deadline.left() <= 100
        with deadline.within(1000):
            assert deadline.left() > 999
        assert deadline.left() <= 100
    assert deadline.left() == inf


def test_work_without_an_end_of_its_own_is_not_waited_for() -> None:
    over = threading.Event()
    with deadline.within(0.05), pytest.raises(TimeoutError):
        deadline.keep(over.wait)
    with deadline.within(100), pytest.raises(TimeoutError):
        deadline.keep(over.wait, 0.05)
    over.set()


def test_work_in_time_brings_what_it_found_and_knows_the_end() -> None:
    with deadline.within(100):
        assert 99 < deadline.keep(deadline.left) <= 100
    assert deadline.keep(threading.current_thread) is threading.current_thread()
