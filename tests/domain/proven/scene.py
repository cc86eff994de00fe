"""Where each status is provoked: a small company, and somebody who calls its routes at a moment that stands still."""

import base64
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cached_property, partial
from importlib import import_module
from itertools import count
from types import SimpleNamespace
from typing import Any

import pytest

from domain.asking import done, send
from domain.faults import READS, WRITES, Faults
from domain.proven.stable import Stable
from domain.world import CONTEXT, build_world, event, grant, login, new_user
from plano import clock, ids
from plano.declarations.example import example_body
from plano.declarations.route import Route
from plano.domain.accounts import managed_applications
from plano.domain.accounts.params import RegisterUser
from plano.domain.callers import USER
from plano.domain.emails import mandrill
from plano.domain.notifications.record import new_notification
from plano.params.json_text import dump
from plano.pipeline import identification
from plano.registry.received import EXPIRED, NEWCOMER, NOBODY, Exchange, Sent
from plano.settings import settings
from plano.statuses import APPLICATION_CRASH
from plano.store import queue
from plano.store.conditions import absent
from plano.store.write import Put, write

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
_NO_TOKEN = "plano_session_" + "x" * 43
PASSWORD = "a long enough password"
_LONGEST_SHOWN = 1000
_ROLES = ("client", "employee", "liaison", "application")
Params = dict[str, Any]


class Scene:
    """A world of its own for each status: nothing of what was done for another is in it.

    `needs` is for a cause to say, where it takes more than requests.
    """

    def __init__(self, faults: Faults, monkeypatch: pytest.MonkeyPatch) -> None:
        self.faults = faults
        self.patch = monkeypatch
        self.world = build_world()
        self.needs = ""
        self._caller = ""
        self._before: list[Sent] = []
        identification.forget()
        self.again: Callable[[], Any]
        """Sends once more what was sent last."""
        self.on_send: Callable[[], object] = lambda: None
        """What happens just before something is sent, when all that it needs is there."""
        # Time stands still here, so ids differ by what they draw alone: these never draw the same.
        draws = count(0, 50)
        monkeypatch.setattr(ids, "secrets", SimpleNamespace(randbelow=lambda most: next(draws) % most))
        monkeypatch.setattr(mandrill, "send", lambda email: f"mandrill-{email.id}")
        monkeypatch.setattr(queue, "send", lambda *_, **__: None)
        monkeypatch.setenv("PLANO_EMAILS_QUEUE", "emails")
        monkeypatch.setenv("PLANO_EMAIL_DELAY_SECONDS", "0")
        settings.cache_clear()

    @cached_property
    def service(self) -> int:
        """A service in the catalog."""
        params: Params = {"name": "Floor plan", "group_name": "Floor plans", "unit_price": 24.5}
        return int(done(_handler("services.create"), self.world, "employee", **params)["id"])

    @cached_property
    def line_item(self) -> int:
        """A line item on the client's order."""
        params: Params = {"itemable_type": "Order", "itemable_id": self.world.order, "quantity": 1, "price": 149.5}
        return int(done(_handler("line_items.create"), self.world, **params)["id"])

    def token_of(self, who: str) -> str:
        """The token of somebody by role, or of one of `CALLERS`."""
        if who == "application":
            return managed_applications.create("filemaker", "planoorder", ["*"])
        if who == EXPIRED:
            with clock.set_to(NOW - timedelta(days=8)):
                return login(self.world.users["client"])
        if who == NEWCOMER:
            return str(self.register()["token"])
        if who == NOBODY:
            return _NO_TOKEN
        return self.world.tokens[who]

    def example(self, route: Route[Any], *, as_: str | None = None) -> Params:
        """The route's example, with the token of somebody who may call it, or of whom is named."""
        values = example_body(route.params)
        if "token" not in values:
            return values
        self._caller = as_ or _who(route)
        return {**values, "token": self.token_of(self._caller)}

    def register(self, **more: Any) -> Params:
        """Have the user of the examples register, with these params instead of the example's."""
        return self.first("users.register", {**example_body(RegisterUser), **more})

    def first(self, name: str, params: Params) -> Params:
        """Carry out what has to be before: a request to a route with sensitive params. Answers its data."""
        answer = send(_handler(name), params)
        assert answer["code"] == 200, answer
        self._before.append(Sent(name, params))
        return dict(answer["data"])

    def on_records(self, route: Route[Any], params: Params) -> Params:
        """The params with ids of records that there are."""
        return {name: self._with_ids(route, name, value) for name, value in params.items()}

    def send(self, route: Route[Any], params: Params, **more: Any) -> Exchange:
        """Send params, and keep what comes."""
        return self.send_text(route, dump(params), params=params, **more)

    def send_text(
        self,
        route: Route[Any],
        text: str,
        *,
        params: Params | None = None,
        content_type: str | None = None,
        method: str | None = None,
        to: str | None = None,
    ) -> Exchange:
        """Send a body, and keep what comes; `to` another function than the route's own."""
        raw = base64.b64encode(text.encode()) if route.sensitive else text.encode()
        sent = event(
            raw, content_type=content_type or route.content_type, path=route.path, method=method or route.method
        )
        self.again = partial(_handler(to or route.name), sent, CONTEXT)
        self.on_send()
        body = json.loads(self.again()["body"], parse_float=Decimal)
        request = {
            **({"method": method} if method else {}),
            **({"content_type": content_type} if content_type else {}),
            **_shown(text, params, len(raw)),
        }
        stable = Stable()
        return Exchange(
            stable.of(request),
            stable.of(body),
            str(datetime.now(UTC).date()),
            self._caller,
            tuple(Sent(one.route, stable.of(one.params)) for one in self._before),
            self.needs,
        )

    def outage(self, *, of_writes: bool) -> Any:
        """The tables can't be reached."""
        self.needs = "No request causes it: the tables have to be out of reach."
        return self.faults.outage(READS | WRITES if of_writes else READS, carried_out=False)

    def user(self, application: str, *, password: str | None = PASSWORD) -> None:
        """The user of the examples, as a client of one application."""
        made = new_user("ada@example.com", password)
        grant(made, "client", [application], company="Ada's Houses")

    def notification(self) -> None:
        """Something that went wrong."""
        made = new_notification(APPLICATION_CRASH, route="orders.read", request_id="a-request")
        write([Put(made.primary_key, made, absent())])

    def _with_ids(self, route: Route[Any], name: str, value: Any) -> Any:
        if isinstance(value, Mapping):
            return self.on_records(route, dict(value))
        if isinstance(value, list):
            return [self._with_ids(route, name, inner) for inner in value]
        if name == "itemable_id" or (name, route.service) == ("id", "orders"):
            return self.world.order
        if name == "service_id" or (name, route.service) == ("id", "services"):
            return self.service
        return self.line_item if (name, route.service) == ("id", "line_items") else value


def _who(route: Route[Any]) -> str:
    anybody = USER in route.roles
    return next(role for role in _ROLES if anybody or role in route.roles)


def _handler(name: str) -> Any:
    return import_module(name).handler


def _shown(text: str, params: Params | None, size: int) -> dict[str, Any]:
    if params is not None:
        return {"params": params}
    return {"body": text} if len(text) <= _LONGEST_SHOWN else {"bytes": size}
