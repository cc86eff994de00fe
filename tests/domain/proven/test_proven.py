"""Every status that a route documents is provoked, and answered as its page and OpenAPI show it.

A route that is new, or has changed, fails nothing here: the run says at its end how to have it shown.
"""

from typing import Any

import pytest

from domain.faults import Faults
from domain.proven.causes import EXCUSES, cause
from domain.proven.kept import keep, received_now, same
from domain.proven.scene import NOW, Scene
from plano import clock
from plano.declarations.route import Route
from plano.registry.discovery import declared
from plano.registry.received import NOTHING, Exchange, read
from plano_cli.local.paths import FUNCTIONS, PROVEN

_ROUTES = declared(FUNCTIONS)[1]
_NAMES = {route.name for route in _ROUTES}


@pytest.mark.parametrize("route", _ROUTES, ids=lambda route: route.name)
def test_a_route_answers_what_its_page_shows(
    route: Route[Any],
    faults: Faults,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    notes: list[str],
) -> None:
    now = received_now(route, request.node.nodeid, _provoked(route, faults, monkeypatch))
    missing = now.missing(status.slug for status in route.all_statuses())
    if request.config.getoption("--write-proven", default=False):
        keep(PROVEN, route.name, now, names=_NAMES)
        notes += [f"{route.name}: say in tests/domain/proven/causes.py what provokes {slug}" for slug in missing]
        return
    kept = read(PROVEN).get(route.name, NOTHING)
    if kept.revision != now.revision:
        notes.append(f"{route.name} is new or has changed: `make proven` has its page show what it answers now")
        return
    assert missing == [], "say in tests/domain/proven/causes.py what provokes them, then run `make proven`"
    assert kept.answers.keys() == now.answers.keys(), "make proven"
    differing = [slug for slug, one in now.answers.items() if not same(one, kept.answers[slug])]
    assert differing == [], f"make proven: {[now.answers[slug] for slug in differing[:1]]}"


def test_an_excuse_is_for_what_cannot_be_provoked() -> None:
    statuses = {route.name: route.all_statuses() for route in _ROUTES}
    by_name = {route.name: route for route in _ROUTES}
    for name, slug in EXCUSES:
        (status,) = [status for status in statuses[name] if status.slug == slug]
        assert cause(by_name[name], status) is None


def _provoked(route: Route[Any], faults: Faults, monkeypatch: pytest.MonkeyPatch) -> dict[str, Exchange]:
    found = {}
    with clock.set_to(NOW):
        for status in route.all_statuses():
            provoke = cause(route, status)
            if provoke is None:
                continue
            with monkeypatch.context() as patch:
                exchange = provoke(Scene(faults, patch), route)
            assert exchange.answer["status"] == status.slug, exchange
            assert exchange.answer["code"] == status.code
            found[status.slug] = exchange
    return found
