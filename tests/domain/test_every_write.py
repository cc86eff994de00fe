"""Every route that writes, by its declaration: with each of its answers lost, and with the same request in between.

Files of their own try what only one route does; a new route is tried here before somebody thinks of it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from typing import Any

import pytest

from domain.asking import RECORDS, SESSIONS, items
from domain.faults import Faults
from domain.proven.causes import cause
from domain.proven.scene import NOW, Scene
from domain.wholeness import assert_whole
from plano import clock, statuses
from plano.declarations.route import Route
from plano.registry.discovery import declared
from plano.registry.received import Exchange
from plano_cli.local.paths import FUNCTIONS

_ROUTES = [
    route for route in declared(FUNCTIONS)[1] if route.access.creates + route.access.updates + route.access.deletes
]
_MOST_WRITES = 20
Kinds = Counter[tuple[str, str]]


@pytest.fixture
def scenes(faults: Faults, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Scene]]:
    """Makes a world of its own for each try, in which what the routes' examples name is there already."""

    def make() -> Scene:
        faults.clear()
        scene = Scene(faults, monkeypatch)
        assert scene.line_item
        assert scene.service
        return scene

    with clock.set_to(NOW):
        yield make


def _succeed(scene: Scene, route: Route[Any]) -> Exchange:
    provoke = cause(route, statuses.ACTION_SUCCESSFUL)
    assert provoke is not None
    return provoke(scene, route)


def _again(scene: Scene, codes: list[int]) -> None:
    codes.append(scene.again()["statusCode"])


def _kinds(tables: Any) -> Kinds:
    """How many records there are of each kind: by their keys, without the ids in them."""
    found = items(tables, RECORDS, SESSIONS)
    return Counter((item["pk"].partition("#")[0], re.sub(r"\d.*", "", item["sk"])) for item in found)


@pytest.mark.parametrize("route", _ROUTES, ids=lambda route: route.name)
def test_a_write_whose_answer_got_lost_is_done_once_and_said_so(
    scenes: Callable[[], Scene], tables: Any, faults: Faults, route: Route[Any]
) -> None:
    undisturbed = _succeed(scenes(), route)
    wanted = _kinds(tables)
    for number in count():
        scene = scenes()
        scene.on_send = partial(faults.lose_answer, skip=number)
        found = _succeed(scene, route)
        assert found.answer == undisturbed.answer, f"answer {number} was lost"
        assert _kinds(tables) == wanted, f"answer {number} was lost"
        assert_whole(tables)
        if not faults.are_over():
            assert number > 0, "nothing was written"
            return
        assert number < _MOST_WRITES


@pytest.mark.parametrize("route", _ROUTES, ids=lambda route: route.name)
def test_the_same_request_in_between_is_as_if_it_had_come_before(
    scenes: Callable[[], Scene], tables: Any, faults: Faults, route: Route[Any]
) -> None:
    scene = scenes()
    _succeed(scene, route)
    scene.again()
    wanted = _kinds(tables)
    for number in count():
        scene = scenes()
        codes: list[int] = []
        rival = partial(_again, scene, codes)
        scene.on_send = partial(faults.meanwhile, rival, skip=number)
        codes.append(_succeed(scene, route).answer["code"])
        if not faults.are_over():
            assert number > 0, "nothing was written"
            return
        assert min(codes) == statuses.ACTION_SUCCESSFUL.code, f"before write {number}"
        assert max(codes) < statuses.APPLICATION_CRASH.code, f"before write {number}"
        assert _kinds(tables) == wanted, f"before write {number}"
        assert_whole(tables)
        assert number < _MOST_WRITES
