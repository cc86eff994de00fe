"""What an action gets: its params, who calls, and the request's dealings with the store."""

from typing import Generic, NamedTuple

from plano.declarations.route import P
from plano.domain.callers import Caller
from plano.domain.sessions.record import Session
from plano.store.work import Work
from plano.values import Fields


class Call(NamedTuple, Generic[P]):
    """One call of a route. `session` is the caller's, where the caller is a user."""

    params: P
    caller: Caller
    work: Work
    session: Session | None = None
    session_shown: Fields | None = None
    request_id: str = ""
    source_ip: str = ""

    def own_session(self) -> Session:
        """The caller's session, on a route that only sessions may call."""
        if self.session is None:
            raise AssertionError("the route's roles let an application in")
        return self.session
