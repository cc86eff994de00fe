"""The own client on moto's tables: it meets what botocore's client meets, and shows what it does at the same points.

What it sends goes out as botocore's `before-send` event, so the faults and moto answer it as they answer botocore.
"""

from collections.abc import Mapping
from typing import Any

from botocore.awsrequest import AWSPreparedRequest
from botocore.compat import HTTPHeaders
from botocore.exceptions import HTTPClientError, ReadTimeoutError

from plano.store.dynamodb.answers import to_body
from plano.store.dynamodb.calls import Operation, Reply, Request
from plano.store.dynamodb.connection import Broken, Times
from plano.store.dynamodb.credentials import Credentials
from plano.store.dynamodb.endpoint import endpoint, region
from plano.store.dynamodb.http_answer import Answer
from plano.store.dynamodb.own import OwnClient

_SECONDS = 60


class WatchedClient(OwnClient):
    """The own client, with the events of a client of botocore's."""

    def __init__(self, reference: Any) -> None:
        events = reference.meta.events

        def send(headers: Mapping[str, str], body: bytes, times: Times) -> Answer:
            operation = headers["X-Amz-Target"].rpartition(".")[2]
            request = AWSPreparedRequest(
                "POST", endpoint().url, HTTPHeaders.from_dict(headers), body, stream_output=False
            )
            try:
                _, found = events.emit_until_response(f"before-send.dynamodb.{operation}", request=request)
            except HTTPClientError as error:
                raise Broken("no answer", timed_out=isinstance(error, ReadTimeoutError)) from error
            return Answer(found.status_code, found.headers, found.content)

        super().__init__(endpoint(), region(), Credentials(), _SECONDS, send)
        self._events = events
        self._models = reference.meta.service_model

    def call(self, operation: Operation, request: Request) -> Reply:
        self._events.emit(f"provide-client-params.dynamodb.{operation}", params=request)
        params = {"headers": {}, "body": to_body(request)}
        called = {"model": self._models.operation_model(operation), "params": params, "context": {}}
        self._events.emit(f"before-call.dynamodb.{operation}", **called)
        try:
            return super().call(operation, request)
        finally:
            self._events.emit(f"after-call.dynamodb.{operation}", parsed={}, http_response=None, **called)
