"""sessions.read"""

from plano.domain.callers import USERS
from plano.domain.outcome import Outcome
from plano.domain.sessions.params import ReadSession
from plano.domain.sessions.record import in_view
from plano.pipeline.call import Call
from plano.pipeline.route import route


@route(
    ReadSession,
    purpose="Answers the session that the token belongs to: whose it is, in which role, and how long it lasts.",
    roles=USERS,
    answers=None,
    shows_session=True,
)
def handler(call: Call[ReadSession]) -> Outcome:
    """Answer the caller's session."""
    shown = call.session_shown or (in_view(call.own_session()))
    return Outcome(session=shown)
