"""sessions.create"""

from plano import statuses
from plano.domain.outcome import Outcome
from plano.domain.sessions import create
from plano.domain.sessions.params import CreateSession
from plano.pipeline.call import Call
from plano.pipeline.route import route


@route(
    CreateSession,
    purpose="Logs a user in: answers a session, and under `data.token` the token that further requests are made with."
    " The token is shown this once.",
    sensitive=True,
    statuses=(
        statuses.EMAIL_NOT_FOUND,
        statuses.INVALID_PASSWORD,
        statuses.USER_HAS_NO_PASSWORD,
        statuses.USER_REQUIRES_ROLE,
        statuses.CLIENT_REQUIRED,
    ),
)
def handler(call: Call[CreateSession]) -> Outcome:
    """Log a user in."""
    return create.create(call.params, call.work)
