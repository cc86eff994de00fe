"""The way of a request, in the order that the contract gives its statuses.

What a request needs from the store is known from its text alone, so the text is looked at first and all of it is read
in one batch; then each step says, in its turn, what it finds.
"""

from collections.abc import Callable
from typing import Any

from plano.declarations.route import P, Route
from plano.domain.callers import NOBODY
from plano.domain.outcome import Outcome
from plano.errors import StatusError
from plano.pipeline import authentication, identification
from plano.pipeline.answer import Answer
from plano.pipeline.authentication import Credentials, authenticate
from plano.pipeline.body import Body, decode
from plano.pipeline.call import Call
from plano.pipeline.identification import identify
from plano.pipeline.observation import Observation
from plano.pipeline.permission import permit
from plano.pipeline.repetition import IdempotencyKey
from plano.pipeline.request import Request
from plano.pipeline.validation import Validated, validate
from plano.statuses import IDENTIFY_REQUEST_ERROR
from plano.store.client import StoreUnavailable
from plano.store.keys import Key
from plano.store.work import Work

Action = Callable[[Call[P]], Outcome]


def answer_request(request: Request, route: Route[P], action: Action[P], seen: Observation) -> Answer:
    """The answer to a request. Who asks is noted in `seen` as soon as it is known.

    Raises:
        StatusError: wherever the way ends early.
    """
    work, idempotency_key = Work(), IdempotencyKey.of(request, route)
    body, refusal = _look_ahead(request, route)
    validated: Validated[P] = validate(body, route) if body else Validated(None)
    validated = validated.also(idempotency_key.faults())
    _read(route, body, validated, idempotency_key, work)
    record = identify(route, work)
    if body is None:
        raise refusal or AssertionError("a body that is not there has a reason")
    credentials, caller = Credentials(), NOBODY
    if route.needs_token or (route.takes_token and body.values.get("token") is not None):
        credentials = authenticate(body, validated.faults, work)
        seen.caller = credentials.name
        caller = permit(credentials, record, body, validated.faults)
    params = validated.get()
    shown = credentials.shown
    call = Call(params, caller, work, credentials.session, shown, request.request_id, request.source_ip)
    outcome = idempotency_key.carry_out(call, action)
    work.finish()
    return Answer.from_outcome(outcome, view=getattr(params, "view", None), session=shown)


def _look_ahead(request: Request, route: Route[Any]) -> tuple[Body | None, StatusError | None]:
    try:
        return decode(request, route), None
    except StatusError as error:
        return None, error


def _read(
    route: Route[P], body: Body | None, validated: Validated[P], idempotency_key: IdempotencyKey, work: Work
) -> None:
    to_identify = identification.to_read(route)
    try:
        work.read([*to_identify, *_to_read(route, body, validated, idempotency_key)])
    except StoreUnavailable as error:
        if to_identify:
            raise StatusError(IDENTIFY_REQUEST_ERROR) from error
        raise


def _to_read(route: Route[P], body: Body | None, validated: Validated[P], idempotency_key: IdempotencyKey) -> list[Key]:
    found: list[Key] = []
    if body is not None and route.takes_token:
        found += authentication.to_read(body)
    if validated.params is not None and not validated.faults:
        found += [*route.looks_at(validated.params), *idempotency_key.to_read()]
    return found
