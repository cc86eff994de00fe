"""The catch-all: preflights of browsers, and whatever no route answers."""

from collections.abc import Mapping
from typing import Any

from gateway.addresses import addresses, suggest
from plano.errors import StatusError
from plano.pipeline.answer import Answer
from plano.pipeline.observation import Count, Observation
from plano.pipeline.origins import answer_preflight, preflight_method
from plano.pipeline.request import Request
from plano.registry.nearest import Address
from plano.statuses import ROUTE_NON_EXISTENT

_ADDRESSES = addresses()


def handler(event: Mapping[str, Any], context: object) -> dict[str, Any]:
    """Answer a preflight; or route-non-existent, and name the routes that were perhaps meant."""
    seen = Observation()
    request = Request.from_event(event)
    seen.request_id = request.request_id
    asked = preflight_method(request)
    if asked is not None and Address(asked, request.path) in _ADDRESSES.values():
        seen.finish(route="none", status="preflight", code=204, counted_as=Count.PREFLIGHTS)
        return answer_preflight(request, asked)
    message = ROUTE_NON_EXISTENT.message if asked is not None else _with_suggestions(request)
    answer = Answer.from_error(StatusError(ROUTE_NON_EXISTENT, message=message))
    # Counted apart: whoever tries out addresses rings no alarm.
    seen.finish(route="none", status=answer.status.slug, code=answer.status.code, counted_as=Count.UNKNOWN_ROUTES)
    return answer.to_response(request.request_id)


def _with_suggestions(request: Request) -> str:
    found = suggest(request.method, request.path, _ADDRESSES)
    return f"{ROUTE_NON_EXISTENT.message} Did you mean {' or '.join(found)}?" if found else ROUTE_NON_EXISTENT.message
