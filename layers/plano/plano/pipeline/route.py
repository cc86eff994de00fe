"""The decorator that makes a Lambda handler of an action: `@route(CreateLineItem, purpose=…)`."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic

from plano import deadline, snapshot
from plano.declarations.access import NO_ACCESS, Access
from plano.declarations.route import P, Route, looks_at_nothing
from plano.domain.callers import ROLES
from plano.errors import StatusError
from plano.log import logger
from plano.pipeline.answer import Answer
from plano.pipeline.observation import Observation
from plano.pipeline.request import Request
from plano.pipeline.way import Action, answer_request
from plano.statuses import APPLICATION_CRASH, IDENTIFY_REQUEST_ERROR, Status
from plano.store.keys import Key

Event = Mapping[str, Any]


class Handler(Generic[P]):
    """A Lambda handler, with the declaration that it answers for."""

    def __init__(self, declaration: Route[P], action: Action[P]) -> None:
        self.declaration = declaration
        self.action = action
        self.__doc__ = action.__doc__
        declaration.params.model_rebuild()
        if snapshot.is_to_come():
            from plano.pipeline.rehearsal import rehearse  # needed before a snapshot only

            rehearse(declaration)

    def __call__(self, event: Event, context: object) -> dict[str, Any]:
        """Answer an event of API Gateway."""
        seen, failure = Observation(), None
        try:
            request = Request.from_event(event)
            seen.request_id = request.request_id
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            return self._end(seen, Answer.from_error(StatusError(IDENTIFY_REQUEST_ERROR)), error)
        try:
            with deadline.within(deadline.to_answer(context)):
                answer = answer_request(request, self.declaration, self.action, seen)
        except StatusError as error:
            answer, failure = Answer.from_error(error), error.__cause__
        except Exception as error:  # the edge: whatever nobody foresaw ends here
            answer, failure = Answer.from_error(StatusError(APPLICATION_CRASH)), error
        return self._end(seen, answer, failure)

    def _end(self, seen: Observation, answer: Answer, error: BaseException | None) -> dict[str, Any]:
        status = answer.status
        seen.finish(route=self.declaration.name, status=status.slug, code=int(status.code), error=error)
        if error is not None and status is APPLICATION_CRASH:
            self._notify(error, seen)
        return answer.to_response(seen.request_id)

    def _notify(self, error: BaseException, seen: Observation) -> None:
        from plano.domain.notifications.of_crashes import crashed  # needed where something is wrong, so seldom

        try:
            with deadline.within(deadline.FOR_ENDING):
                crashed(error, route=self.declaration.name, request_id=seen.request_id, caller=seen.caller)
        except Exception as failure:  # the answer goes out whatever becomes of its notification; the log remains
            logger().error("notification", exc_info=failure, extra={"request_id": seen.request_id})


def route(
    params: type[P],
    *,
    purpose: str,
    roles: frozenset[str] = ROLES,
    sensitive: bool = False,
    statuses: tuple[Status, ...] = (),
    access: Access = NO_ACCESS,
    looks_at: Callable[[P], Iterable[Key]] | None = None,
    rate: int | None = None,
    answers: type | None,
    shows_session: bool = False,
) -> Callable[[Action[P]], Handler[P]]:
    """Declare the route that this module answers: `line_items/create.py` is `line_items.create`.

    Args:
        answers: the dataclass that its `data` holds, whose fields say what they are; None for no `data`.
    """

    def decorate(action: Action[P]) -> Handler[P]:
        service, _, name = action.__module__.rpartition(".")
        declaration = Route(
            service=service,
            action=name,
            params=params,
            purpose=purpose,
            roles=roles,
            sensitive=sensitive,
            statuses=statuses,
            access=access,
            looks_at=looks_at or looks_at_nothing,
            rate=rate,
            answers=answers,
            shows_session=shows_session,
        )
        return Handler(declaration, action)

    return decorate
