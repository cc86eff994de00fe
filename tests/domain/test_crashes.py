"""A crash leaves a notification behind, whatever else fails, and the caller gets the answer all the same."""

import json
from typing import Any

import pytest

from domain.costs.meter import Meter
from domain.faults import Faults
from domain.template import template
from domain.world import World, build_world, call
from line_items import create
from plano import ids
from plano.domain.notifications import index, of_crashes
from plano.domain.notifications.index import IndexNotifications
from plano.pipeline import way
from plano.settings import settings
from plano.store import topic
from plano.store.client import StoreUnavailable
from plano.store.services import ServiceUnavailable

WRITE_UNITS_OF_A_PARTITION = 1000
SECRET = "hunter2 hunter2"


@pytest.fixture
def world(tables: Any, monkeypatch: pytest.MonkeyPatch) -> World:
    def crash(*_: object) -> None:
        raise RuntimeError(SECRET)

    found = build_world()
    monkeypatch.setenv("PLANO_NOTIFICATIONS_TOPIC", "a-topic")
    settings.cache_clear()
    monkeypatch.setattr(way, "permit", crash)
    return found


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the topic got."""
    found: list[Any] = []
    monkeypatch.setattr(topic, "publish", lambda arn, subject, message: found.append((arn, subject, message)))
    return found


def _crash(world: World) -> None:
    token = world.tokens["client"]
    code, body = call(create.handler, {"token": token, "itemable_type": "Order", "itemable_id": world.order})
    assert (code, body["status"]) == (500, "application-crash")


def _notifications() -> list[dict[str, Any]]:
    data: Any = index.index(IndexNotifications.model_validate({"token": "unused"})).in_view()
    return list(data["notifications"])


def test_a_crash_is_recorded_and_announced(world: World, published: list[Any]) -> None:
    _crash(world)
    (found,) = _notifications()
    assert (found["status"], found["route"], found["request_id"]) == (
        "application-crash",
        "line_items.create",
        "a-request",
    )
    assert (found["error"], found["where"].rpartition(" ")[2]) == ("RuntimeError", "crash")
    assert [(arn, message["id"]) for arn, _, message in published] == [("a-topic", found["id"])]
    assert SECRET not in json.dumps([found, published])
    assert world.tokens["client"] not in json.dumps([found, published])


def test_it_is_announced_where_it_cannot_be_recorded(
    world: World, published: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StoreUnavailable("writing")

    monkeypatch.setattr(of_crashes, "put", fail)
    _crash(world)
    assert len(published) == 1


def test_a_record_whose_answer_got_lost_is_one_notification(world: World, published: list[Any], faults: Faults) -> None:
    faults.lose_answer(touching="Notification#")
    _crash(world)
    assert faults.are_over()
    (found,) = _notifications()
    assert [message["id"] for _, _, message in published] == [found["id"]]


def test_two_crashes_that_draw_one_id_are_two_notifications(
    world: World, published: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter([ids.new_id() for _ in range(2)])
    first = next(drawn)
    monkeypatch.setattr(ids, "new_id", iter([first, first, next(drawn)]).__next__)
    _crash(world)
    _crash(world)
    assert len({one["id"] for one in _notifications()}) == len(published) == 2


def test_as_many_crashes_as_the_api_takes_requests_fit_into_the_month_s_partition(world: World, tables: Any) -> None:
    meter = Meter(tables)
    _crash(world)
    (units,) = [count for (_, partition), count in meter.take().writes.items() if partition.startswith("Notification#")]
    (of_the_api,) = [
        found for found in template()["Resources"]["Api"]["Properties"]["MethodSettings"] if found["HttpMethod"] == "*"
    ]
    assert units * of_the_api["ThrottlingRateLimit"] <= WRITE_UNITS_OF_A_PARTITION


def test_it_is_recorded_where_it_cannot_be_announced(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ServiceUnavailable("publishing")

    monkeypatch.setattr(topic, "publish", fail)
    _crash(world)
    assert len(_notifications()) == 1


def test_what_a_caller_did_wrong_is_no_notification(world: World, published: list[Any]) -> None:
    call(create.handler, {"token": "nobody"})
    assert (_notifications(), published) == ([], [])
