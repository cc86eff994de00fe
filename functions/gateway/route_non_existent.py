"""The catch-all: whatever no route answers."""

from collections.abc import Mapping
from typing import Any

from plano.errors import StatusError
from plano.pipeline.answer import Answer
from plano.pipeline.observation import Observation
from plano.pipeline.request import Request
from plano.registry.nearest import nearest
from plano.registry.records import deployed
from plano.statuses import ROUTE_NON_EXISTENT
from plano.store.client import StoreUnavailable


def handler(event: Mapping[str, Any], context: object) -> dict[str, Any]:
    """Answer route-non-existent, and name the routes that were perhaps meant."""
    seen = Observation()
    request = Request.from_event(event)
    seen.request_id = request.request_id
    answer = Answer.from_error(StatusError(ROUTE_NON_EXISTENT, message=_message(request)))
    seen.finish(route="none", status=answer.status.slug, code=answer.status.code)
    return answer.to_response(request.request_id)


def _message(request: Request) -> str:
    found = nearest(request.method, request.path, _routes())
    return f"{ROUTE_NON_EXISTENT.message} Did you mean {' or '.join(found)}?" if found else ROUTE_NON_EXISTENT.message


def _routes() -> list[Mapping[str, Any]]:
    try:
        return [route for route in deployed().routes.values() if route["active"]]
    except StoreUnavailable:
        return []  # the answer is the same, only without suggestions
