"""The API, called as any application calls it, and each answer held against the contract's shape."""

import base64
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from plano.params.json_text import NotJson, dump, parse
from plano.pipeline.origins import FOR_EVERY_ORIGIN
from plano.store.values import Item

_TIMEOUT_SECONDS = 40
"""API Gateway answers within 29 seconds; the rest is for a slow line."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: `fault` says what is wrong with its shape, whatever it says."""

    got: str
    milliseconds: float
    data: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    request_id: str | None = None
    fault: str | None = None


class Caller:
    """A caller at one address."""

    def __init__(self, url: str) -> None:
        self._client = httpx.Client(timeout=_TIMEOUT_SECONDS, follow_redirects=False)
        self._url = url.rstrip("/")

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def call(self, route: Item, params: Mapping[str, Any], *, key: str | None = None) -> Answer:
        """Call a route, as its record in the registry says."""
        body = dump(dict(params)).encode()
        headers = {"content-type": route["content_type"], **({"idempotency-key": key} if key else {})}
        return self.send(
            route["method"], route["path"], base64.b64encode(body) if route["sensitive_params"] else body, headers
        )

    def send(self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
        """Send bytes to a path."""
        began = time.perf_counter()
        try:
            response = self._client.request(method, self._url + path, content=body, headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            why = f"{type(error).__name__}: {error}".rstrip(": ")
            return Answer("no answer", _since(began), fault=f"There was no answer ({why})")
        return _read(response, _since(began))


def _since(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 1)


def _read(response: httpx.Response, milliseconds: float) -> Answer:
    code, headers = str(response.status_code), response.headers
    request_id = headers.get("x-request-id") or headers.get("x-amzn-requestid")
    if code == "204":
        return Answer(code, milliseconds, {}, headers, request_id, _closed(headers))
    try:
        body = parse(response.content).value
        slug, said, data = body["status"], str(body["code"]), body.get("data", {})
        complete = isinstance(body["message"], str) and body["request_id"] == headers.get("x-request-id")
    except (NotJson, LookupError, TypeError, AttributeError):
        text = response.text[:120]
        return Answer(code, milliseconds, {}, headers, request_id, f"The answer is not in Plano's shape: {text}")
    fault = None if said == code and complete else "Its code or request id differs from the headers'"
    return Answer(f"{code} {slug}", milliseconds, data, headers, request_id, fault or _closed(headers))


def _closed(headers: httpx.Headers) -> str | None:
    missing = [name for name, value in FOR_EVERY_ORIGIN.items() if headers.get(name) != value]
    return f"A page on another origin can't read the answer: {', '.join(missing)} is missing" if missing else None
