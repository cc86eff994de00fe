"""The world of these tests, where one test builds it again and again."""

import time
from typing import Any

import pytest

from domain.asking import all_keys, item_on
from domain.stream import changes_for
from domain.world import build_world


def test_a_world_that_is_built_anew_holds_nothing_of_the_one_before(
    tables: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("domain.world._built", {})  # what is built in an hour is nothing for other tests
    made = item_on(build_world())
    an_hour_later = time.monotonic() + 3600
    monkeypatch.setattr(time, "monotonic", lambda: an_hour_later)
    build_world()
    anew = all_keys(tables)
    build_world()
    assert all_keys(tables) == anew
    assert str(made["id"]) not in str(changes_for("EventsPublishFunction", tables))
