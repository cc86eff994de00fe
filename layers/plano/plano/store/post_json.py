"""One POST of JSON to a service on the web, which is answered within a time, or not at all."""

import json
import time
from contextlib import closing
from typing import NamedTuple
from urllib.parse import urlsplit

from plano.store.dynamodb.connection import Broken, NoConnection, Times
from plano.store.dynamodb.endpoint import Endpoint, NotConfigured
from plano.store.dynamodb.http_answer import Answer
from plano.store.dynamodb.pool import Pool
from plano.values import Fields, Value

_OK, _SERVER_ERRORS = 200, 500


class NotSent(Exception):
    """The service never had the request."""


class NotAnswered(Exception):
    """The service may have had the request: there was no answer, or none that can be read."""


class JsonAnswer(NamedTuple):
    """An answer: the code of HTTP, and what the JSON says; None where it is no JSON."""

    code: int
    value: Value

    @property
    def is_success(self) -> bool:
        """Whether the service did what it was asked."""
        return self.code == _OK

    @property
    def is_crash(self) -> bool:
        """Whether nobody knows how far the service came."""
        return self.code >= _SERVER_ERRORS


def post_json(url: str, body: Fields, seconds: float) -> JsonAnswer:
    """Send a body to a URL, once, and wait for the answer, for so many seconds at most.

    Raises:
        NotSent: there was no connection to the service, or the URL is none.
        NotAnswered: the connection broke, or the time was up.
    """
    try:
        answer = _exchange(url, json.dumps(body).encode(), seconds)
    except NotConfigured as error:
        raise NotSent("its address can't be used") from error
    except NoConnection as error:
        raise NotSent("it could not be reached in time" if error.timed_out else "it could not be reached") from error
    except Broken as error:
        raise NotAnswered(str(error)) from error
    return JsonAnswer(answer.status, _json(answer.body))


def _exchange(url: str, body: bytes, seconds: float) -> Answer:
    parts = urlsplit(url)
    endpoint = Endpoint.of_url(f"{parts.scheme}://{parts.netloc}")
    headers = {"Host": endpoint.authority, "Content-Type": "application/json", "Connection": "close"}
    # A connection of its own, which can't have died unnoticed: nothing is ever sent twice.
    with closing(Pool(endpoint)) as pool:
        return pool.exchange("POST", parts.path, headers, body, Times(seconds, time.monotonic() + seconds))


def _json(body: bytes) -> Value:
    try:
        found: Value = json.loads(body)
    except ValueError:
        return None
    return found
