"""The answer: one shape for all of them, and the way API Gateway wants it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from plano.domain.outcome import Outcome
from plano.errors import ParamFault, StatusError
from plano.params.json_text import dump
from plano.pipeline.bound import bounded
from plano.pipeline.origins import FOR_EVERY_ORIGIN
from plano.statuses import ACTION_SUCCESSFUL, Status
from plano.values import Fields

_NONE: Mapping[str, str] = MappingProxyType({})


class Answer(NamedTuple):
    """What the caller gets."""

    status: Status = ACTION_SUCCESSFUL
    message: str = ACTION_SUCCESSFUL.message
    data: Fields | None = None
    session: Fields | None = None
    faults: tuple[ParamFault, ...] = ()
    headers: Mapping[str, str] = _NONE

    @classmethod
    def from_outcome(cls, outcome: Outcome, *, view: str | None, session: Fields | None) -> "Answer":
        """The answer to a request that was carried out; with the session, where it was asked for or was made."""
        headers = {"idempotent-replayed": "true"} if outcome.replayed else {}
        shown = outcome.session if outcome.session is not None else session
        return cls(data=outcome.in_view(view), session=shown, headers=headers)

    @classmethod
    def from_error(cls, error: StatusError) -> "Answer":
        """The answer to a request that ended early."""
        headers = {"retry-after": str(error.retry_after)} if error.retry_after is not None else {}
        return cls(error.status, error.message, error.data, error.session, error.faults, headers)

    def to_response(self, request_id: str) -> dict[str, Any]:
        """The answer as API Gateway takes it from a function, for both of its payload versions."""
        body: dict[str, Any] = {
            "status": self.status.slug,
            "code": int(self.status.code),
            "message": self.message,
            "request_id": request_id,
        }
        optional = {
            "data": self.data,
            "session": self.session,
            "errors": [fault.to_answer() for fault in bounded(self.faults)],
        }
        body.update({name: value for name, value in optional.items() if value})
        return {
            "statusCode": int(self.status.code),
            "headers": {
                "content-type": "application/json; charset=utf-8",
                "cache-control": "no-store",
                "x-request-id": request_id,
                **FOR_EVERY_ORIGIN,
                **self.headers,
            },
            "body": dump(body),
            "isBase64Encoded": False,
        }
