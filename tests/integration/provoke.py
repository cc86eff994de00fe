"""How to have any route answer each of the statuses that all routes share, from nothing but its declaration."""

import base64
from collections.abc import Callable, Mapping
from typing import Any

import httpx

from integration.api import Api
from plano import statuses
from plano.declarations.example import example_body
from plano.declarations.route import Route
from plano.domain.callers import USER
from plano.params.json_text import dump
from plano.statuses import Status

Provoke = Callable[[Api, Route[Any]], httpx.Response]

_NO_TOKEN = "plano_session_" + "x" * 43
_NO_PARAM = {"no_such_param": 1}


def example(api: Api, route: Route[Any], *, as_: str | None = None) -> dict[str, Any]:
    """The route's example, with the token of somebody who may call it, or of a demo user by name."""
    values = example_body(route.params)
    return {**values, "token": api.tokens[as_ or _who(route)]} if "token" in values else values


def send(api: Api, route: Route[Any], params: Mapping[str, Any]) -> httpx.Response:
    """Send params to a route as it reads them."""
    return _send_text(api, route, dump(params))


def invalid_param(api: Api, route: Route[Any]) -> httpx.Response:
    """Send a param that no route has; the request changes nothing."""
    return send(api, route, {**example(api, route), **_NO_PARAM})


def _who(route: Route[Any]) -> str:
    anybody = USER in route.roles
    return next(role for role in ("client", "employee", "liaison", "application") if anybody or role in route.roles)


def _send_text(api: Api, route: Route[Any], text: str) -> httpx.Response:
    raw = text.encode()
    body = base64.b64encode(raw) if route.sensitive else raw
    return api.send(route.name, body, content_type=route.content_type)


def _invalid_content_type(api: Api, route: Route[Any]) -> httpx.Response:
    return api.send(route.name, dump(example(api, route)).encode(), content_type="application/xml")


def _with_token(token: str) -> Provoke:
    def provoke(api: Api, route: Route[Any]) -> httpx.Response:
        return send(api, route, {**example(api, route), "token": token})

    return provoke


def _as(name: str, **params: Any) -> Provoke:
    def provoke(api: Api, route: Route[Any]) -> httpx.Response:
        return send(api, route, {**example(api, route, as_=name), **params})

    return provoke


BY_STATUS: Mapping[Status, Provoke] = {
    statuses.INVALID_CONTENT_TYPE: _invalid_content_type,
    statuses.PAYLOAD_TOO_LARGE: lambda api, route: _send_text(api, route, " " * route.body_limit + "{}"),
    statuses.INVALID_ENCODED_PARAMS: lambda api, route: _send_text(api, route, "{"),
    statuses.NO_PARAMS_DECODED: lambda api, route: _send_text(api, route, "{}"),
    statuses.MISSING_PARAM: lambda api, route: send(api, route, _NO_PARAM),
    statuses.INVALID_PARAM: invalid_param,
    statuses.INVALID_TOKEN: _with_token(_NO_TOKEN),
    statuses.SESSION_EXPIRED: _as("expired"),
    statuses.CLIENT_REQUIRED: _as("roleless"),
    statuses.PERMISSION_DENIED: _as("application", application="planox2"),
    statuses.ROUTE_NON_EXISTENT: lambda api, route: api.send(route.name, b"", method="PATCH"),
}
"""The statuses that a single request provokes."""
