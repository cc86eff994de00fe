"""sessions.create"""

from plano import statuses
from plano.declarations.access import Access
from plano.domain.accounts.record import email_key
from plano.domain.outcome import Outcome
from plano.domain.sessions import create
from plano.domain.sessions.answers import LoggedIn
from plano.domain.sessions.params import CreateSession
from plano.pipeline.call import Call
from plano.pipeline.route import route
from plano.store import keys
from plano.store.kinds import Kind


@route(
    CreateSession,
    purpose="Logs a user in: answers a session, and under `data.token` the token that further requests are made with."
    " The token is shown this once.",
    sensitive=True,
    access=Access(
        reads=(Kind.EMAIL, Kind.USER, Kind.PERMISSIONS),
        creates=(Kind.SESSION, Kind.SESSION_OF_USER),
        updates=(Kind.USER, Kind.LIMIT),
    ),
    looks_at=lambda params: [
        email_key(params.email),
        *([keys.permissions()] if params.session_view == "full" else []),
    ],
    statuses=(
        statuses.EMAIL_NOT_FOUND,
        statuses.INVALID_PASSWORD,
        statuses.USER_HAS_NO_PASSWORD,
        statuses.USER_REQUIRES_ROLE,
        statuses.CLIENT_REQUIRED,
        statuses.TOO_MANY_REQUESTS,
    ),
    rate=50,  # each looks at a password's hash, which is meant to take long
    answers=LoggedIn,
    shows_session=True,
)
def handler(call: Call[CreateSession]) -> Outcome:
    """Log a user in."""
    return create.create(call.params, call.work, call.source_ip)
