"""sessions.delete"""

from plano.declarations.access import Access
from plano.domain.callers import USER, USERS
from plano.domain.outcome import Outcome
from plano.domain.sessions import of_user
from plano.domain.sessions.answers import EndedSessions
from plano.domain.sessions.params import DeleteSession
from plano.pipeline.call import Call
from plano.pipeline.route import route
from plano.store.kinds import Kind


@route(
    DeleteSession,
    purpose="Logs the user out: ends the session that the token belongs to, or the one with this `id`, or all of the"
    " user's sessions. Whoever is logged in may do so, with a role or without.",
    roles=USERS | {USER},
    access=Access(queries=(Kind.SESSION_OF_USER,), deletes=(Kind.SESSION, Kind.SESSION_OF_USER)),
    answers=EndedSessions,
)
def handler(call: Call[DeleteSession]) -> Outcome:
    """End sessions."""
    return of_user.delete(call.params, call.own_session(), call.work)
