"""sessions.index"""

from plano.declarations.access import Access
from plano.domain.callers import USERS
from plano.domain.outcome import Outcome
from plano.domain.sessions import of_user
from plano.domain.sessions.answers import ListedSessions
from plano.domain.sessions.params import IndexSessions
from plano.pipeline.call import Call
from plano.pipeline.route import route
from plano.store.kinds import Kind


@route(
    IndexSessions,
    purpose="Answers where the user is logged in: the sessions that have not ended, newest first, 100 at most."
    " `current` marks the one that the token belongs to. Tokens are never shown again.",
    roles=USERS,
    access=Access(reads=(Kind.SESSION,), queries=(Kind.SESSION_OF_USER,)),
    answers=ListedSessions,
)
def handler(call: Call[IndexSessions]) -> Outcome:
    """Answer the user's sessions."""
    return of_user.index(call.own_session())
