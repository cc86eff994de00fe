"""What is declared: a route, and the API service that it belongs to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from plano import statuses
from plano.declarations.access import NO_ACCESS, Access, Grant, grants
from plano.declarations.body_limit import LEAST_BYTES, body_limit
from plano.domain.callers import ROLES, USER
from plano.params.declare import Params, WriteParams
from plano.statuses import Status
from plano.store.keys import Key

P = TypeVar("P", bound=Params)

_METHODS = {"update": "PUT", "delete": "DELETE"}
_OF_EVERY_ROUTE = (
    statuses.ACTION_SUCCESSFUL,
    statuses.MISSING_PARAM,
    statuses.INVALID_PARAM,
    statuses.APPLICATION_CRASH,
    statuses.INVALID_CONTENT_TYPE,
    statuses.ROUTE_NON_EXISTENT,
    statuses.NO_PARAMS_DECODED,
    statuses.PAYLOAD_TOO_LARGE,
    statuses.INVALID_ENCODED_PARAMS,
    statuses.ROUTE_NOT_FOUND,
    statuses.IDENTIFY_REQUEST_ERROR,
    statuses.SERVICE_NOT_FOUND,
)
_OF_A_TOKEN = (
    statuses.INVALID_TOKEN,
    statuses.SESSION_EXPIRED,
    statuses.CLIENT_REQUIRED,
    statuses.PERMISSION_DENIED,
)


class ApiService(NamedTuple):
    """A group of routes, declared once in the package of its handlers.

    `application` is the one that it belongs to; any of them may call it.
    """

    slug: str
    name: str
    application: str
    purpose: str
    version: str = "1"


def looks_at_nothing(_params: Any) -> Iterable[Key]:
    """What an action looks at whose params don't say."""
    return ()


@dataclass(frozen=True, eq=False, repr=False)
class Route(Generic[P]):
    """One action of an API service.

    `access` says which kinds of records the action touches: the function's permissions follow from it. `looks_at` names
    the very records that it will look at, from its params alone, so that they are read in one batch with the session.
    `statuses` are those that only this route's action answers. `rate` is how many requests a second the route takes, of
    all callers together, where that is less than the whole API takes.

    `answers` is what `data` of its answer holds: a dataclass; None where there is no `data`. `shows_session` says that
    the answer holds `session` even where no `session_view` asks for it.
    """

    service: str
    action: str
    params: type[P]
    purpose: str
    roles: frozenset[str] = ROLES
    sensitive: bool = False
    statuses: tuple[Status, ...] = ()
    access: Access = NO_ACCESS
    looks_at: Callable[[P], Iterable[Key]] = field(default=looks_at_nothing)
    rate: int | None = None
    answers: type | None = None
    shows_session: bool = False

    @property
    def name(self) -> str:
        """`line_items.create`: as permissions, records and handlers call it."""
        return f"{self.service}.{self.action}"

    @property
    def method(self) -> str:
        """The HTTP method: PUT to update, DELETE to delete, POST for the rest."""
        return _METHODS.get(self.action, "POST")

    @property
    def path(self) -> str:
        """The HTTP path, below the stage's."""
        return f"/api/v1/{self.service}/{self.action}"

    @property
    def takes_token(self) -> bool:
        """Whether a caller can say who it is."""
        return self.params.takes_token

    @cached_property
    def needs_token(self) -> bool:
        """Whether a caller has to say who it is."""
        return self.takes_token and self.params.model_fields["token"].is_required()

    @property
    def takes_idempotency_key(self) -> bool:
        """Whether a request with an `Idempotency-Key` is carried out once. Secrets are never kept for that."""
        return issubclass(self.params, WriteParams) and not self.sensitive

    @property
    def content_type(self) -> str:
        """What the route reads: sensitive params don't travel as readable text."""
        return "text/plain" if self.sensitive else "application/json"

    @cached_property
    def body_limit(self) -> int:
        """How many bytes a body may have, as the params' limits have it."""
        return body_limit(self.params, in_base64=self.sensitive)

    def takes_body_of(self, size: int) -> bool:
        """Whether a body of so many bytes is not too large."""
        # Every route takes this many. Most bodies have fewer, and needn't wait for the limit to be worked out.
        return size <= LEAST_BYTES or size <= self.body_limit

    def grants(self) -> frozenset[Grant]:
        """All that the route's function may do with the tables."""
        return grants(self.access, takes_token=self.takes_token, takes_idempotency_key=self.takes_idempotency_key)

    def all_statuses(self) -> list[Status]:
        """Every status that the route can answer, the ordinary ones first."""
        of_a_token = [status for status in _OF_A_TOKEN if self._can_answer(status)] if self.takes_token else []
        found = dict.fromkeys((*_OF_EVERY_ROUTE[:1], *of_a_token, *_OF_EVERY_ROUTE[1:], *self.statuses))
        return sorted(found, key=lambda status: status.uncommon)

    def holds(self, status: Status) -> list[str]:
        """Which of `data` and `session` can stand in an answer with this status."""
        # Only the action itself has data to answer: what comes before it ends without.
        has_data = self.answers is not None and (status is statuses.ACTION_SUCCESSFUL or status in self.statuses)
        has_session = self.shows_session or "session_view" in self.params.model_fields
        return [name for name in status.holds if (has_data if name == "data" else has_session)]

    def _can_answer(self, status: Status) -> bool:
        # Who needs no role never hears that one is required.
        return status is not statuses.CLIENT_REQUIRED or USER not in self.roles
