"""Cursors have no secret in them, so anybody can make one up: it gets a 400, or what a page number would get."""

import base64
import hashlib
import json
import re
from typing import Any

import pytest

from domain.asking import ask, done, faulty_params, item_on
from domain.world import World, build_world
from line_items import index as index_items
from notifications import index as index_notifications
from orders import create as create_order
from orders import index as index_orders
from services import create as create_service
from services import index as index_services

POSITIONS: list[list[Any]] = [[1, 2, 3], [-1], [2**64], [0, -1], [True], ["1"], [None], [[]]]
INDEXES = [
    pytest.param(index_items.handler, {}, id="line-items"),
    pytest.param(index_items.handler, {"sort": {"by": "itemable_id"}}, id="line-items-by-itemable"),
    pytest.param(index_items.handler, {"sort": {"by": "created_at", "order": "desc"}}, id="newest-line-items"),
    pytest.param(index_items.handler, {"search": {"term": "k", "attributes": ["key"]}}, id="line-items-by-key"),
    pytest.param(index_orders.handler, {}, id="orders"),
    pytest.param(index_orders.handler, {"sort": {"by": "created_at", "order": "desc"}}, id="newest-orders"),
    pytest.param(index_services.handler, {}, id="services"),
]


@pytest.fixture
def world(tables: Any) -> World:
    found = build_world()
    done(create_order.handler, found)
    order = done(create_order.handler, found)["id"]
    item_on(found, key="k")
    item_on(found)
    for name in ("Floor plan", "Drawing"):
        done(create_service.handler, found, "employee", name=name)
    item_on(found, sourceable_type="Order", sourceable_id=order)
    return found


class _Seals:
    """Learns from a request how a cursor's position is sealed, as anybody can who reads the source."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._sha256 = hashlib.sha256

    def sha256(self, data: bytes = b"", **more: Any) -> Any:
        self.texts.append(bytes(data).decode("utf-8", "replace"))
        return self._sha256(data, **more)

    def cursor(self, position: list[Any]) -> str:
        text = next(text for text in reversed(self.texts) if '"position"' in text)
        forged = re.sub(r'"position": ?\[[^\]]*\]', f'"position":{_compact(position)}', text)
        seal = self._sha256(forged.encode()).hexdigest()[:16]
        return base64.urlsafe_b64encode(_compact([*position, seal]).encode()).decode().rstrip("=")


def _compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


def _seals(world: World, handler: Any, params: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> _Seals:
    seals = _Seals()
    with monkeypatch.context() as patched:
        patched.setattr(hashlib, "sha256", seals.sha256)
        known = base64.urlsafe_b64encode(b'[1,"0000000000000000"]').decode().rstrip("=")
        assert ask(handler, world, "employee", page={"cursor": known}, **params)[0] == 400
    return seals


@pytest.mark.parametrize(("handler", "params"), INDEXES)
def test_an_empty_position_is_no_cursor(
    world: World, monkeypatch: pytest.MonkeyPatch, handler: Any, params: dict[str, Any]
) -> None:
    seals = _seals(world, handler, params, monkeypatch)
    answer = ask(handler, world, "employee", page={"cursor": seals.cursor([])}, **params)
    assert faulty_params(answer) == {"page.cursor"}
    assert done(index_notifications.handler, world, "employee")["notifications"] == []


@pytest.mark.parametrize(("handler", "params"), INDEXES)
def test_no_other_position_crashes(
    world: World, monkeypatch: pytest.MonkeyPatch, handler: Any, params: dict[str, Any]
) -> None:
    seals = _seals(world, handler, params, monkeypatch)
    for position in POSITIONS:
        code, body = ask(handler, world, "employee", page={"cursor": seals.cursor(position)}, **params)
        assert code in (200, 400), (position, body)


@pytest.mark.parametrize("cursor", ["", "0", "-1", "00", "1" * 400, "١", "[]", "W10"])
def test_no_made_up_cursor_of_notifications_crashes(world: World, cursor: str) -> None:
    code, body = ask(index_notifications.handler, world, "employee", page={"cursor": cursor})
    assert code in (200, 400), body
