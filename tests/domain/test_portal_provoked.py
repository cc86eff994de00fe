"""Each status that a request alone causes: what its page sends is answered with it. It takes no browser to see that."""

import base64
import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from documentation.prepared import is_destroying
from documentation.proven import proven_of
from documentation.provoked import provoked
from domain.portal import get
from domain.world import CONTEXT, build_world, event, of_code
from plano.domain.emails import mandrill
from plano.params.json_text import dump
from plano.pipeline import identification
from plano.registry import records
from plano.registry.received import CALLERS, Exchange
from plano.settings import settings
from plano.store import queue
from plano_cli.local.demo import demo
from plano_cli.local.paths import Home

_FOUND = of_code()
_ALONE = [
    (name, slug)
    for name, route in sorted(_FOUND.routes.items())
    for slug, one in proven_of(route).answers.items()
    if not one.needs
]


def _exchange(name: str, slug: str) -> Exchange:
    return proven_of(_FOUND.routes[name]).answers[slug]


class Visitor:
    """Does what the page's script does with a plan."""

    def __init__(self, facts: dict[str, Any]) -> None:
        self.facts = facts

    def provoke(self, name: str, slug: str) -> dict[str, Any]:
        """The answer to the request that provokes the status."""
        route = _FOUND.routes[name]
        plan = json.loads(dump(provoked(route, _exchange(name, slug), _FOUND, self.facts)))
        assert plan["is_ready"], plan["note"]
        made: dict[str, Any] = {}
        for step in plan["steps"]:
            answer = _sent(step, dump(_resolved(step["params"], made)), step["content_type"] == "text/plain")
            assert answer["code"] == 200, (step, answer)
            made[step["name"]] = answer["data"][step["takes"]] if step["takes"] else None
        text = plan.get("text", " " * plan.get("spaces", 0) + "{}")
        if "params" in plan:
            text = dump(_resolved(plan["params"], made))
        return _sent({**plan, "path": route["path"]}, text, route["content_type"] == "text/plain")


def _resolved(value: Any, made: dict[str, Any]) -> Any:
    if isinstance(value, list):
        return [_resolved(one, made) for one in value]
    if not isinstance(value, dict):
        return value
    return made[value["from"]] if "from" in value else {name: _resolved(one, made) for name, one in value.items()}


def _sent(request: dict[str, Any], text: str, is_sensitive: bool) -> dict[str, Any]:
    body = base64.b64encode(text.encode()) if is_sensitive else text.encode()
    method, path = request["method"], request["path"]
    answering = [name for name, route in _FOUND.routes.items() if (route["method"], route["path"]) == (method, path)]
    module = import_module(answering[0] if answering else "gateway.route_non_existent")
    sent = event(body, content_type=request["content_type"], path=path, method=method)
    answer: dict[str, Any] = json.loads(module.handler(sent, CONTEXT)["body"])
    return answer


@pytest.fixture
def visitor(tables: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """Somebody before the portal of a local stack."""
    build_world()
    identification.forget()
    monkeypatch.setattr(mandrill, "send", lambda email: f"mandrill-{email.id}")
    monkeypatch.setattr(queue, "send", lambda *_, **__: None)
    monkeypatch.setenv("PLANO_EMAILS_QUEUE", "emails")
    monkeypatch.setenv("PLANO_EMAIL_DELAY_SECONDS", "0")
    settings.cache_clear()
    return Visitor(demo(Home(tmp_path), {}))


@pytest.mark.parametrize("name", sorted(_FOUND.routes))
def test_what_provokes_a_status_is_answered_with_it_and_once_more(visitor: Visitor, name: str) -> None:
    for slug in [slug for route, slug in _ALONE if route == name]:
        for _ in range(2):
            answer = visitor.provoke(name, slug)
            assert (answer["status"], answer["code"]) == (slug, _exchange(name, slug).answer["code"]), answer


def test_what_destroys_takes_only_what_was_made_for_it(visitor: Visitor) -> None:
    for name, slug in _ALONE:
        route = _FOUND.routes[name]
        if is_destroying(route) and slug == "action-successful":
            plan = provoked(route, _exchange(name, slug), _FOUND, visitor.facts)
            assert plan["once"]
            assert all(step["name"].endswith("to delete") for step in plan["steps"])


def test_elsewhere_it_is_loaded_for_the_reader_s_own_token() -> None:
    for name, slug in _ALONE:
        plan = provoked(_FOUND.routes[name], _exchange(name, slug), _FOUND, None)
        assert not plan["is_ready"]
        assert plan["steps"] == []
        token = plan.get("params", {}).get("token")
        assert (token is not None) == (slug == "invalid-token")  # one that nobody was given
        assert "…" not in dump(plan)


def test_a_demo_that_was_made_without_such_a_token_leaves_it_to_the_reader() -> None:
    logins = {role: {"email": f"{role}@plano.example", "password": "a password"} for role in ("client", "employee")}
    plan = provoked(
        _FOUND.routes["orders.read"],
        _exchange("orders.read", "permission-denied"),
        _FOUND,
        {"logins": logins, "ids": {}},
    )
    assert not plan["is_ready"]
    assert "token" not in plan["params"]
    assert plan["note"] == "Sent with a token of an application of PlanoOrder."


def test_no_request_is_offered_for_what_no_request_causes(deployed: records.Records) -> None:
    for name, route in deployed.routes.items():
        text = get(f"/{name.replace('.', '/')}")[2]
        for slug, exchange in proven_of(route).answers.items():
            section = text.partition(f'id="status-{slug}"')[2].partition("</details>")[0]
            assert (f'data-provokes="{slug}"' in section) == (not exchange.needs)
            assert ("This is what was recorded:" in section) == bool(exchange.needs)
            code = get("/provoked.json", query={"route": name, "status": slug})[0]
            assert code == (404 if exchange.needs else 200)


def test_limits_crashes_and_switches_are_for_nobody_to_provoke() -> None:
    """Whoever pressed such a button would lock out others, or harm the stack."""
    slugs = {slug for _, slug in _ALONE}
    assert slugs.isdisjoint(
        {"too-many-requests", "application-crash", "identify-request-error", "route-not-found", "service-not-found"}
    )
    assert {"missing-param", "client-required", "session-expired", "invalid-password", "payload-too-large"} <= slugs


def test_whose_token_it_was_and_what_came_before_is_said(deployed: records.Records) -> None:
    text = get("/orders/read")[2].partition('id="status-client-required"')[2].partition("</details>")[0]
    assert "Sent with a token of a user who has registered, and has no role yet." in text
    text = get("/sessions/create")[2].partition('id="status-invalid-password"')[2].partition("</details>")[0]
    assert "Sent before it: <code>users.register</code>, with the same email." in text
    text = get("/sessions/create")[2].partition('id="status-too-many-requests"')[2].partition("</details>")[0]
    assert "locks out whoever makes them for 15 minutes" in text


@pytest.mark.parametrize(("environment", "label"), [("local", "Provoke it"), ("production", "Load it into the form")])
def test_a_button_says_what_it_does(
    deployed: records.Records, monkeypatch: pytest.MonkeyPatch, environment: str, label: str
) -> None:
    monkeypatch.setenv("PLANO_ENVIRONMENT", environment)
    settings.cache_clear()
    assert f'data-provokes="missing-param">{label}</button>' in get("/orders/read")[2]
    settings.cache_clear()


def test_whose_token_it_was_can_be_said_of_every_request() -> None:
    for name, slug in _ALONE:
        exchange = _exchange(name, slug)
        assert exchange.caller in {"", *CALLERS}
        assert "token" not in exchange.request.get("params", {}) or exchange.caller


@pytest.mark.parametrize(
    "query",
    [{}, {"route": "orders.nothing", "status": "invalid-param"}, {"route": "orders.read", "status": "no-such-status"}],
)
def test_of_what_there_is_not_there_is_no_request(deployed: records.Records, query: dict[str, str]) -> None:
    assert get("/provoked.json", query=query)[0] == 404


def test_a_route_that_has_changed_has_nothing_to_provoke(deployed: records.Records) -> None:
    asked = {"route": "orders.read", "status": "invalid-param"}
    code, headers, _ = get("/provoked.json", query=asked)
    assert (code, headers["cache-control"]) == (200, "no-store")
    deployed.routes["orders.read"]["revision"] = "another"
    assert get("/provoked.json", query=asked)[0] == 404
