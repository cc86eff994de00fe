"""The API as an application calls it: over HTTP, with what the stack's file says."""

import base64
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import httpx

import answered
from integration import proven
from plano.declarations.route import Route
from plano.registry.discovery import declared
from plano_cli.local.paths import FUNCTIONS


class Api:
    """A caller of the deployed stack."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self.url = facts["api_url"]
        self.tokens: Mapping[str, str] = facts["tokens"]
        self.logins: Mapping[str, Mapping[str, str]] = facts["logins"]
        self.ids: Mapping[str, int] = facts["ids"]
        self._client = httpx.Client(timeout=180, limits=httpx.Limits(max_connections=64))

    def __enter__(self) -> "Api":
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def call(self, route: str, params: Mapping[str, Any], *, as_: str | None = "client") -> httpx.Response:
        """Call `line_items.create` with params and one of the demo tokens (None: just the params)."""
        token = {"token": self.tokens[as_]} if as_ else {}
        return self.send(route, json.dumps({**token, **params}).encode())

    def call_sensitive(self, route: str, params: Mapping[str, Any], *, address: str | None = None) -> httpx.Response:
        """Call a route with sensitive params; as if from another address."""
        sent = {"x-forwarded-for": address} if address else {}
        return self.send(route, base64.b64encode(json.dumps(params).encode()), content_type="text/plain", **sent)

    def send(
        self,
        route: str,
        body: bytes,
        *,
        content_type: str | None = "application/json",
        method: str | None = None,
        **headers: str,
    ) -> httpx.Response:
        """Send these bytes to a route; by its own method, unless another is given."""
        service, action = route.split(".")
        method = method or {"update": "PUT", "delete": "DELETE"}.get(action, "POST")
        sent = {"content-type": content_type} if content_type else {}
        path = f"/api/v1/{service}/{action}"
        answer = self._client.request(method, self.url + path, content=body, headers={**sent, **headers})
        proven.saw(route, answer)
        _check(route, answer)
        return answer

    def line_item(self, **params: Any) -> dict[str, Any]:
        """The params of a line item on the demo client's order, and whatever else is given."""
        return {"itemable_type": "Order", "itemable_id": self.ids["order"], **params}

    def made(self, route: str, params: Mapping[str, Any], *, as_: str = "client") -> dict[str, Any]:
        """The data of a call that has to succeed."""
        answer = self.call(route, params, as_=as_)
        assert answer.status_code == httpx.codes.OK, answer.text
        data: dict[str, Any] = answer.json().get("data", {})
        return data


def _check(route: str, answer: httpx.Response) -> None:
    """Hold an answer of the route's own against its declaration. API Gateway's own have none of its statuses."""
    declaration = _routes().get(route)
    is_json = answer.headers.get("content-type", "").startswith("application/json")
    if declaration is not None and is_json and "status" in answer.json():
        answered.check(declaration, answer.status_code, answer.json())


@lru_cache(maxsize=1)
def _routes() -> dict[str, Route[Any]]:
    return {route.name: route for route in declared(FUNCTIONS)[1]}


def faults(answer: httpx.Response) -> dict[str, str]:
    """The params at fault, each with its status."""
    return {fault["param"]: fault["status"] for fault in answer.json().get("errors", [])}
