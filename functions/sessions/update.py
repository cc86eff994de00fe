"""sessions.update"""

from plano.declarations.access import Access
from plano.domain.callers import USERS
from plano.domain.outcome import Outcome
from plano.domain.sessions import update
from plano.domain.sessions.params import UpdateSession
from plano.pipeline.call import Call
from plano.pipeline.route import route
from plano.store.kinds import Kind


@route(
    UpdateSession,
    purpose="Changes whether the session that the token belongs to is remembered, and answers the session.",
    roles=USERS,
    access=Access(reads=(Kind.SESSION,), updates=(Kind.SESSION, Kind.SESSION_OF_USER)),
    answers=None,
    shows_session=True,
)
def handler(call: Call[UpdateSession]) -> Outcome:
    """Change a session."""
    return update.update(call.params, call.own_session(), call.work)
